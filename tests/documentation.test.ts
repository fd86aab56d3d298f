/** What the documentation says that can be checked: what it names is there. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const read = (path: string) => readFileSync(path, 'utf8');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'knowledge/README.md',
  ...globSync('docs/**/*.md'),
];

describe('docs/architecture.md', () => {
  const page = read('docs/architecture.md');
  const section = (title: string) => page.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
  const named = (text: string) => [...text.matchAll(/`([\w./-]+(?:\.ts|\/))`/g)].map(([, path = '']) => path);
  const isThere = (path: string) => ['.', 'src'].some((folder) => existsSync(join(folder, path)));

  it('names files and folders that are there', () => {
    expect(named(page).filter((path) => !isThere(path))).toEqual([]);
  });

  it('leads a newcomer through the journey of a message by a file for each step', () => {
    const steps = section('The journey of one message')
      .split(/^\d\. /m)
      .slice(1);
    expect(steps).toHaveLength(7);
    for (const step of steps) expect(named(step).length, step).toBeGreaterThan(0);
  });

  it('shows every folder of src, and no other', () => {
    const shown = [...page.matchAll(/^ {2}([a-z]+)\/ /gm)].map(([, folder = '']) => folder);
    expect(shown.sort()).toEqual(
      globSync('src/*/')
        .map((path) => path.replace(/^src\//, ''))
        .sort(),
    );
  });

  it('stays within a page', () => {
    expect(page.split('\n').length).toBeLessThan(100);
  });
});

describe('every page', () => {
  it.each(pages)('%s links to files and headings that are there', (path) => {
    const links = [...read(path).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, target = '']) => target);
    const broken = links.filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : join(dirname(path), file);
      return !existsSync(target) || (anchor !== undefined && !anchors(read(target)).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  it.each(pages)('%s tells commands of npm that are there', (path) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const told = [...read(path).matchAll(/npm run (?:-s |--silent )?([a-z][\w:-]*)/g)].map(
      ([, name = '']) => name,
    );
    expect(told.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});

/** The anchors that a forge gives to headings. */
const anchors = (page: string): string[] =>
  [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

it('CONTRIBUTING.md leads to a first green run in ten lines', () => {
  const lines = read('CONTRIBUTING.md')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(lines).toHaveLength(10);
  for (const command of ['npm ci', 'npm run check', 'npm test'])
    expect(lines.slice(0, 4).join()).toContain(command);
});

it('each decision is a short record, and is listed', () => {
  const index = read('docs/decisions/README.md');
  for (const path of globSync('docs/decisions/0*.md')) {
    const record = read(path);
    for (const part of ['Contexte', 'Décision', 'Conséquences'])
      expect(record, path).toContain(`**${part}.**`);
    expect(record.split('\n').length, path).toBeLessThan(25);
    expect(index).toContain(`(${path.replace('docs/decisions/', '')})`);
  }
});

it('the forges run what a person runs', () => {
  const github = parse(read('.github/workflows/ci.yml'));
  const gitlab = parse(read('.gitlab-ci.yml'));
  expect(github.jobs.run.steps.map(({ run }: { run?: string }) => run)).toContain('.ci/run');
  expect(gitlab.run.script).toEqual(['.ci/run']);
  expect(read('.ci/run')).toMatch(/^npm run check$[\s\S]*^npm test$/m);
});
