/** What package.json and package-lock.json say of the dependencies: what is wrong with them, an inventory (CycloneDX), their licences. */
import { z } from 'zod';

const versions = z.record(z.string(), z.string()).default({});
const packageSchema = z.looseObject({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  dependencies: versions,
  devDependencies: versions,
  optionalDependencies: versions,
  allowScripts: z.record(z.string(), z.boolean()).default({}),
});
/** What is read of package.json. */
export type Package = z.infer<typeof packageSchema>;

const lockedSchema = z.looseObject({
  /** What an override put in the place of the name of its folder. */
  name: z.string().optional(),
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  link: z.boolean().optional(),
  dev: z.boolean().optional(),
  optional: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
  dependencies: versions,
  optionalDependencies: versions,
  peerDependencies: versions,
});
const lockfileSchema = z.looseObject({
  lockfileVersion: z.literal(3),
  packages: z.record(z.string(), lockedSchema),
});
/** What is read of package-lock.json. */
export type Lockfile = z.infer<typeof lockfileSchema>;

/** A package as it is installed. */
interface Locked extends z.infer<typeof lockedSchema> {
  /** Its folder: `node_modules/a/node_modules/b`. */
  readonly path: string;
  readonly name: string;
}

/** Parses package.json. @throws ZodError */
export const parsePackage = (text: string): Package => packageSchema.parse(JSON.parse(text));
/** Parses package-lock.json. @throws ZodError */
export const parseLockfile = (text: string): Lockfile => lockfileSchema.parse(JSON.parse(text));

/** Licences that go with EUPL-1.2: its own appendix, and those that ask for no more than their notice. */
const compatible = new Set([
  ...['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'MPL-2.0'],
  ...['BlueOak-1.0.0', 'Unlicense', 'EUPL-1.2'],
]);

/** One of the licences of an expression is enough: `MIT OR Apache-2.0`. */
const isCompatible = (license: string): boolean =>
  license
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((one) => one.split(' AND ').every((part) => compatible.has(part)));

const folder = 'node_modules/';
const exact = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;

function installed({ packages }: Lockfile): Locked[] {
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, one]) => ({
      ...one,
      path,
      name: one.name ?? path.slice(path.lastIndexOf(folder) + folder.length),
    }));
}

/**
 * What is wrong, a French line each; none when all is well.
 * @param explained docs/dependances.md, which says why each dependency is there
 */
export function problems(own: Package, lockfile: Lockfile, explained: string): string[] {
  const direct = { ...own.dependencies, ...own.devDependencies, ...own.optionalDependencies };
  const ofDirect = Object.entries(direct).flatMap(([name, version]) => [
    ...(exact.test(version)
      ? []
      : [`${name} : version « ${version} », attendu une version exacte, comme « 1.2.3 »`]),
    ...(explained.includes(`\`${name}\``) ? [] : [`${name} : docs/dependances.md ne dit pas pourquoi`]),
  ]);
  return [...ofDirect, ...installed(lockfile).flatMap((one) => lockedProblems(one, own.allowScripts))];
}

function lockedProblems(one: Locked, allowScripts: Package['allowScripts']): string[] {
  const { path, name, version = '', resolved, integrity = '', license = 'inconnue', link } = one;
  const found = [
    link === true && 'un lien vers un dossier n’est pas une version vérifiable',
    resolved !== undefined &&
      `vient de « ${resolved} » : ni adresse, ni dépôt git, ni serveur d’un registre n’ont leur place ici`,
    !exact.test(version) && `version « ${version} » inexacte`,
    !/^sha512-[\w+/]{86}==$/.test(integrity) &&
      'sans empreinte SHA-512 : son contenu ne peut pas être vérifié',
    one.hasInstallScript === true &&
      allowScripts[name] !== true &&
      'exécute un script à l’installation, qu’« allowScripts » de package.json ne permet pas',
    !isCompatible(license) && `licence « ${license} » : non reconnue comme compatible avec EUPL-1.2`,
  ];
  return found.filter((problem) => problem !== false).map((problem) => `${path} : ${problem}`);
}

const purl = ({ name, version = '' }: { name: string; version?: string | undefined }): string =>
  `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;

/** Where Node finds what a package asks for: in its own folder, else in those around it. */
function resolve(lockfile: Lockfile, from: string, name: string): string | undefined {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf(`/${folder}`)))) {
    const path = place === '' ? folder + name : `${place}/${folder}${name}`;
    if (path in lockfile.packages) return path;
    if (place === '') return undefined;
  }
}

const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
const unique = <T>(items: readonly T[], keyOf: (item: T) => string): T[] =>
  [...new Map(items.map((item) => [keyOf(item), item])).values()].sort((a, b) => byText(keyOf(a), keyOf(b)));

/**
 * The inventory of what runs in production, as CycloneDX 1.6 in JSON. The same lockfile gives the same text: no date, no serial
 * number, no address. Written here because npm's own names the folder and the version of npm.
 */
export function inventory(own: Package, lockfile: Lockfile): string {
  const running = installed(lockfile).filter(({ dev, optional }) => dev !== true && optional !== true);
  const refs = new Map(running.map((one) => [one.path, purl(one)]));
  const dependsOn = (path: string, names: Readonly<Record<string, string>>) =>
    unique(
      Object.keys(names).flatMap((name) => refs.get(resolve(lockfile, path, name) ?? '') ?? []),
      (ref) => ref,
    );
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': purl(own),
        ...{ name: own.name, version: own.version, description: own.description },
        licenses: [{ license: { id: own.license } }],
        purl: purl(own),
      },
    },
    components: unique(running, purl).map((one) => ({
      type: 'library',
      'bom-ref': purl(one),
      ...{ name: one.name, version: one.version },
      scope: 'required',
      hashes: [
        {
          alg: 'SHA-512',
          content: Buffer.from((one.integrity ?? '').slice('sha512-'.length), 'base64').toString('hex'),
        },
      ],
      licenses: [one.license?.includes(' ') ? { expression: one.license } : { license: { id: one.license } }],
      purl: purl(one),
    })),
    dependencies: unique(
      [
        { ref: purl(own), dependsOn: dependsOn('', own.dependencies) },
        ...running.map((one) => ({
          ref: purl(one),
          dependsOn: dependsOn(one.path, { ...one.dependencies, ...one.peerDependencies }),
        })),
      ],
      ({ ref }) => ref,
    ),
  };
  return `${JSON.stringify(bom, undefined, 2)}\n`;
}

/** docs/licences.md. */
export function licencePage(own: Package, lockfile: Lockfile): string {
  const all = installed(lockfile);
  const table = (packages: readonly Locked[]): string[] => {
    const groups = Map.groupBy(packages, ({ license = 'inconnue' }) => license);
    return [
      '| Licence | Paquets |',
      '|---|---|',
      ...[...groups]
        .sort(([left], [right]) => byText(left, right))
        .map(([license, those]) => {
          const names = unique(those, ({ name, version }) => `${name} ${version}`);
          return `| ${license} | ${names.map(({ name, version }) => `${name} ${version}`).join(', ')} |`;
        }),
    ];
  };
  const running = all.filter(({ dev, optional }) => dev !== true && optional !== true);
  return [
    '# Licences des dépendances',
    '',
    '<!-- Fait par `npm run supply-chain` à partir de package-lock.json. -->',
    '',
    `Le programme est sous licence ${own.license}. Toutes ces licences sont compatibles avec elle ; la vérification (\`npm run check\`) refuse`,
    'les autres. L’inventaire complet de ce qui s’exécute, avec les empreintes, est [sbom.cdx.json](../sbom.cdx.json) (CycloneDX).',
    '',
    '## À l’exécution',
    '',
    ...table(running),
    '',
    '## Au développement seulement',
    '',
    ...table(all.filter((one) => !running.includes(one))),
    '',
  ].join('\n');
}
