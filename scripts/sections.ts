/** Generated parts of a page of docs/, between `<!-- name -->` and `<!-- /name -->`; the rest is written by hand. */

/** A page with one of its generated parts replaced. @throws when the page has no such part */
export function withSection(page: string, name: string, markdown: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = page.indexOf(open);
  const to = page.indexOf(close);
  if (from < 0 || to < from)
    throw new Error(`La page n'a pas de partie « ${open} … ${close} » : ajoutez-la.`);
  return `${page.slice(0, from + open.length)}\n${markdown.trim()}\n${page.slice(to)}`;
}
