import { describe, expect, it } from 'vitest';
import { inventory, licencePage, parseLockfile, parsePackage, problems } from '../../scripts/lockfile.ts';

const digest = Buffer.alloc(64, 7);
const integrity = `sha512-${digest.toString('base64')}`;
const good = { version: '1.0.0', integrity, license: 'MIT' };
const project = (more: object = {}) =>
  parsePackage(
    JSON.stringify({
      ...{ name: 'p', version: '0.1.0', description: 'd', license: 'EUPL-1.2', dependencies: { a: '1.0.0' } },
      ...more,
    }),
  );
const locked = (packages: object) =>
  parseLockfile(JSON.stringify({ lockfileVersion: 3, packages: { '': {}, ...packages } }));
const found = (entry: object, more: object = {}) =>
  problems(project(more), locked({ 'node_modules/a': { ...good, ...entry } }), 'dont `a`');

describe('a lockfile', () => {
  it('is right with exact versions, digests, no script, known licences', () => {
    expect(found({})).toEqual([]);
    expect(found({ license: '(MIT OR GPL-3.0-only)' })).toEqual([]);
  });

  it.each([
    ['a digest that is missing', { integrity: undefined }, 'sans empreinte'],
    ['a weak digest', { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }, 'sans empreinte'],
    ['a git dependency', { resolved: 'git+ssh://git@example.org/a.git#abc' }, 'ni dépôt git'],
    ['an address', { resolved: 'https://example.org/a.tgz' }, 'ni adresse'],
    ['a folder', { link: true }, 'un lien vers un dossier'],
    ['a version that is none', { version: 'latest' }, 'inexacte'],
    ['an install script', { hasInstallScript: true }, 'script à l’installation'],
    ['a licence that does not go with ours', { license: 'GPL-3.0-only' }, '« GPL-3.0-only »'],
    ['two licences at once, one of which does not', { license: 'MIT AND GPL-3.0-only' }, 'licence'],
    ['no licence', { license: undefined }, '« inconnue »'],
  ])('is refused for %s', (_, entry, problem) => {
    expect(found(entry)).toEqual([expect.stringContaining(problem)]);
  });

  it('may hold the scripts that package.json lists', () => {
    expect(found({ hasInstallScript: true }, { allowScripts: { a: true } })).toEqual([]);
    expect(found({ hasInstallScript: true }, { allowScripts: { a: false } })).toHaveLength(1);
  });

  it('belongs to a package.json of exact versions, each explained', () => {
    expect(found({}, { dependencies: { a: '^1.0.0' } })).toEqual([expect.stringContaining('« ^1.0.0 »')]);
    expect(found({}, { devDependencies: { b: '1.0.0' } })).toEqual([expect.stringContaining('b : docs/')]);
  });

  it('is checked whole: nested folders, other names, everything at once', () => {
    const lockfile = locked({
      'node_modules/a': good,
      'node_modules/a/node_modules/@s/b': { ...good, license: 'GPL-3.0-only' },
      'node_modules/c': { ...good, name: 'd', hasInstallScript: true },
    });
    expect(problems(project({ allowScripts: { d: true } }), lockfile, '`a`')).toEqual([
      expect.stringMatching(/^node_modules\/a\/node_modules\/@s\/b : licence/),
    ]);
  });
});

describe('the inventory', () => {
  const lockfile = locked({
    'node_modules/a': { ...good, dependencies: { b: '*' }, peerDependencies: { missing: '*' } },
    'node_modules/b': { ...good, version: '2.0.0' },
    'node_modules/a/node_modules/b': { ...good, license: 'MIT OR Apache-2.0' },
    'node_modules/@s/c': { ...good, dev: true },
    'node_modules/d': { ...good, optional: true },
  });
  const bom = JSON.parse(inventory(project(), lockfile));

  it('has what runs, with its digest and licence, and nothing of development', () => {
    expect(bom.components.map(({ purl }: { purl: string }) => purl)).toEqual([
      'pkg:npm/a@1.0.0',
      'pkg:npm/b@1.0.0',
      'pkg:npm/b@2.0.0',
    ]);
    expect(bom.components[0]).toMatchObject({
      hashes: [{ alg: 'SHA-512', content: digest.toString('hex') }],
      licenses: [{ license: { id: 'MIT' } }],
    });
    expect(bom.components[1].licenses).toEqual([{ expression: 'MIT OR Apache-2.0' }]);
  });

  it('says who needs what, as Node finds it', () => {
    expect(bom.dependencies).toContainEqual({ ref: 'pkg:npm/p@0.1.0', dependsOn: ['pkg:npm/a@1.0.0'] });
    expect(bom.dependencies).toContainEqual({ ref: 'pkg:npm/a@1.0.0', dependsOn: ['pkg:npm/b@1.0.0'] });
  });

  it('is the same each time, without date, serial number or address', () => {
    const text = inventory(project(), lockfile);
    expect(inventory(project(), lockfile)).toBe(text);
    expect(text).not.toMatch(/timestamp|serialNumber|registry/);
  });
});

describe('the page of licences', () => {
  it('groups what runs and what only develops', () => {
    const page = licencePage(
      project(),
      locked({ 'node_modules/a': good, 'node_modules/b': { ...good, license: 'ISC', dev: true } }),
    );
    const [running, developing] = page.split('## Au développement');
    expect(running).toContain('| MIT | a 1.0.0 |');
    expect(developing).toContain('| ISC | b 1.0.0 |');
  });
});
