/** What a formatted body may hold (matrix.md, "Tchap"): the errors of an HTML text, none when every client shows it well. */

const allowed: Record<string, readonly string[]> = {
  p: [],
  br: [],
  strong: [],
  em: [],
  u: [],
  del: [],
  code: [],
  pre: [],
  a: ['href'],
  ul: [],
  ol: ['start'],
  li: [],
  blockquote: [],
};

export function portabilityErrors(html: string): string[] {
  const errors: string[] = [];
  const open: string[] = [];
  let rest = html;
  while (rest !== '') {
    const text = /^[^<]+/.exec(rest)?.[0];
    if (text !== undefined) {
      if (/[>"']/.test(text)) errors.push(`caractère non échappé : ${text}`);
      if (/&(?!(amp|lt|gt|quot|#39);)/.test(text)) errors.push(`entité inconnue : ${text}`);
      if (['ul', 'ol'].includes(open.at(-1) ?? '')) errors.push(`texte hors d'un élément de liste : ${text}`);
      if (open.length === 0) errors.push(`texte hors d'un bloc : ${text}`);
      rest = rest.slice(text.length);
      continue;
    }
    const tag = /^<(\/?)([a-z]+)((?: [a-z]+="[^"<>]*")*)>/.exec(rest);
    if (tag === null) return [...errors, `balise illisible : ${rest.slice(0, 40)}`];
    const [whole, slash, name = '', attributes = ''] = tag;
    rest = rest.slice(whole.length);
    const permitted = allowed[name];
    if (permitted === undefined && slash === '') errors.push(`balise interdite : ${name}`);
    for (const [, attribute = '', value = ''] of attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)) {
      if (!permitted?.includes(attribute)) errors.push(`attribut interdit : ${name} ${attribute}`);
      if (attribute === 'href' && !/^(https?|mailto):/.test(value))
        errors.push(`adresse interdite : ${value}`);
      if (attribute === 'start' && !/^\d+$/.test(value)) errors.push(`numéro illisible : ${value}`);
    }
    if (name === 'br') continue;
    if (slash === '/') {
      if (open.pop() !== name) errors.push(`balise mal fermée : ${name}`);
      continue;
    }
    const parent = open.at(-1);
    if (name === 'li' && parent !== 'ul' && parent !== 'ol') errors.push('li hors d’une liste');
    if (['p', 'ul', 'ol', 'pre'].includes(name) && parent !== undefined)
      errors.push(`${name} dans ${parent}`);
    open.push(name);
  }
  return open.length > 0 ? [...errors, `balises non fermées : ${open.join(' ')}`] : errors;
}
