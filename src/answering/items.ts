/** Features and limits: what one line of a list of the guide says. */
import type { Entity, Item } from '../knowledge/schema.ts';
import { type Block, bullets, paragraph, strong } from './answer.ts';
import { type Desk, type Draft, entityOf } from './draft.ts';
import { enumerate, ofName, sentence } from './phrasing.ts';

interface Located {
  readonly owner: Entity;
  readonly item: Item;
}

function locate(desk: Desk, reference: string): Located {
  const [entity = '', id = ''] = reference.split('/');
  const owner = entityOf(desk, entity);
  const item = [...owner.features, ...owner.limits].find((one) => one.id === id);
  if (item === undefined) throw new Error(`no item ${reference} in this knowledge`);
  return { owner, item };
}

/** Features and limits found by their words. A yes/no question gets its yes or its no first. */
export function answerItems(desk: Desk, items: readonly string[], subjects: readonly string[]): Draft {
  const found = items.map((reference) => locate(desk, reference));
  const own = found.filter((one) => concernedBy(one, subjects).length > 0);
  if (own.length === 0) return elsewhere(desk, found, subjects);
  const [first] = own;
  if (first !== undefined && own.length === 1) {
    const lead = desk.manner.yesNo ? verdict(first) : '';
    const owner = nameOwner(desk, first, subjects);
    const text = sentence(desk.citations.cite(first.item).text);
    const block =
      lead === ''
        ? paragraph(strong(owner), ` : ${text}`)
        : paragraph(strong(lead), `, pour ${owner} : ${lowered(desk, text)}`);
    return {
      band: 'answer',
      blocks: [block, ...servingInstead(desk, first, subjects)],
      citations: desk.citations.list,
      subjects: concernedBy(first, subjects),
    };
  }
  return {
    band: 'answer',
    blocks: [
      bullets(
        own.map((one) => [
          strong(nameOwner(desk, one, subjects)),
          ` : ${sentence(desk.citations.cite(one.item).text)}`,
        ]),
      ),
    ],
    citations: desk.citations.list,
    subjects: [...new Set(own.flatMap((one) => concernedBy(one, subjects)))],
  };
}

/** What the product has where one of its limits holds. */
function servingInstead(desk: Desk, { owner, item }: Located, subjects: readonly string[]): Block[] {
  const serving = item.instead
    .map((id) => locate(desk, `${owner.id}/${id}`))
    .filter((one) => concernedBy(one, subjects).length > 0);
  if (serving.length === 0) return [];
  const texts = serving.map((one) => [sentence(desk.citations.cite(one.item).text)]);
  return [paragraph(`À la place, pour ${owner.name} :`), bullets(texts)];
}

/** In lower case after a colon, unless it begins with a name or an acronym. */
function lowered({ knowledge }: Desk, text: string): string {
  const named = [...knowledge.entities.values()].some((entity) => text.startsWith(entity.name));
  const acronym = /^\p{Lu}{2}/u.test(text);
  return named || acronym ? text : text.charAt(0).toLocaleLowerCase('fr') + text.slice(1);
}

/** Of whom an item is told: of the subjects that are named, else of all of whom it is true. */
function concernedBy({ owner, item }: Located, subjects: readonly string[]): string[] {
  const all = [owner.id, ...item.also];
  return subjects.length === 0 ? all : all.filter((id) => subjects.includes(id));
}

function verdict({ owner, item }: Located): string {
  const answer = item.answer ?? (owner.limits.includes(item) ? 'no' : 'yes');
  return answer === 'yes' ? 'Oui' : answer === 'no' ? 'Non' : '';
}

const nameOwner = (desk: Desk, one: Located, subjects: readonly string[]): string =>
  enumerate(concernedBy(one, subjects).map((id) => entityOf(desk, id).name));

/** The guide says it of another product than the one named: it is not carried over. */
function elsewhere(desk: Desk, found: readonly Located[], subjects: readonly string[]): Draft {
  const named = enumerate(subjects.map((id) => entityOf(desk, id).name));
  return {
    band: 'refuse',
    blocks: [
      paragraph(`Le guide ne le dit pas pour ${named}.`),
      bullets(
        found
          .slice(0, 2)
          .map(({ owner, item }) => [
            `Il le dit ${ofName(owner.name)} : ${sentence(desk.citations.cite(item).text)}`,
          ]),
      ),
    ],
    citations: desk.citations.list,
    subjects,
  };
}
