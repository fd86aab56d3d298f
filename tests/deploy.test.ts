/** What is given to those who run the bot: the image, and the files of Docker Compose, Kubernetes and systemd. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { readConfig } from '../src/operations/config.ts';

const read = (path: string) => readFileSync(path, 'utf8');
/** The objects of a Kubernetes file by their kind. */
const objects = (path: string) =>
  new Map(
    parseAllDocuments(read(path)).map((document) => {
      expect(document.errors).toEqual([]);
      const object = document.toJS();
      return [object.kind, object];
    }),
  );
const locked = {
  readOnlyRootFilesystem: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
};

describe('the Kubernetes manifest', () => {
  const manifest = objects('deploy/kubernetes.yaml');
  const { spec } = manifest.get('Deployment');
  const pod = spec.template.spec;
  const [container] = pod.containers;
  const settings: Record<string, string> = manifest.get('ConfigMap').data;

  it('runs one process at a time on the volume', () => {
    expect(spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
    expect(spec.template.metadata.labels).toEqual(spec.selector.matchLabels);
    expect(container.volumeMounts).toContainEqual({ name: 'donnees', mountPath: '/data' });
    expect(pod.volumes).toContainEqual({
      name: 'donnees',
      persistentVolumeClaim: { claimName: manifest.get('PersistentVolumeClaim').metadata.name },
    });
  });

  it('keeps out the variables that Kubernetes would add', () => {
    expect(pod.enableServiceLinks).toBe(false);
  });

  it('gives host and port to the probes', () => {
    expect(settings).toMatchObject({ BOT_HTTP_HOST: '0.0.0.0', BOT_HTTP_PORT: '9464' });
    expect(container.ports).toEqual([{ name: 'http', containerPort: Number(settings.BOT_HTTP_PORT) }]);
    expect(container.livenessProbe.httpGet).toEqual({ path: '/sante/vivant', port: 'http' });
    expect(container.startupProbe.httpGet).toEqual({ path: '/sante/vivant', port: 'http' });
    expect(container.readinessProbe.httpGet).toEqual({ path: '/sante', port: 'http' });
  });

  it('has settings that the program takes, and no secret', () => {
    const { warnings, config } = readConfig(settings, '/nowhere/.env');
    expect(warnings).toEqual([]);
    expect(config.httpPort).toBe(9464);
    expect(read('deploy/kubernetes.yaml')).not.toMatch(/TOKEN|PASSWORD|RECOVERY_KEY/);
    for (const values of Object.values(settings)) expect(typeof values).toBe('string');
  });

  it('is not root, and writes to its volumes only', () => {
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000 });
    expect(container.securityContext).toEqual(locked);
    expect(pod.automountServiceAccountToken).toBe(false);
  });

  it('has a maintenance pod on the same volume, with the same settings and image', () => {
    const maintenance = objects('deploy/kubernetes-maintenance.yaml').get('Pod').spec;
    expect(maintenance.containers[0]).toMatchObject({
      image: container.image,
      envFrom: container.envFrom,
      volumeMounts: container.volumeMounts,
      securityContext: locked,
    });
    expect(maintenance.volumes[0]).toEqual(pod.volumes[0]);
    expect(maintenance.securityContext).toEqual(pod.securityContext);
  });
});

describe('the Kubernetes manifest for two processes', () => {
  const manifest = objects('deploy/kubernetes-relais.yaml');
  const { spec } = manifest.get('Deployment');
  const pod = spec.template.spec;
  const [container] = pod.containers;
  const alone = objects('deploy/kubernetes.yaml').get('Deployment').spec.template.spec.containers[0];

  it('runs two, each on a machine of its own, replaced one after the other', () => {
    expect(spec).toMatchObject({
      replicas: 2,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
    });
    expect(pod.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution).toEqual([
      { topologyKey: 'kubernetes.io/hostname', labelSelector: spec.selector },
    ]);
    expect(manifest.get('PodDisruptionBudget').spec).toEqual({ minAvailable: 1, selector: spec.selector });
  });

  it('keeps the data in a PostgreSQL that never takes back what it has confirmed', () => {
    const cluster = manifest.get('Cluster');
    expect(cluster.spec).toMatchObject({
      instances: 3,
      postgresql: {
        synchronous: { method: 'any', number: 1, dataDurability: 'required', failoverQuorum: true },
      },
    });
    expect(container.env).toEqual([
      {
        name: 'BOT_DATABASE_URL',
        valueFrom: { secretKeyRef: { name: `${cluster.metadata.name}-app`, key: 'uri' } },
      },
    ]);
    expect(pod.volumes.filter((volume: object) => !('emptyDir' in volume))).toEqual([]);
  });

  it('is otherwise as with one process', () => {
    const { env: _, envFrom, ...rest } = container;
    const { envFrom: __, ...others } = alone;
    expect(rest).toEqual(others);
    expect(envFrom).toEqual([
      { configMapRef: { name: 'communs-bot' } },
      { secretRef: { name: 'communs-bot' } },
    ]);
    const settings: Record<string, string> = manifest.get('ConfigMap').data;
    expect(readConfig(settings, '/nowhere/.env').warnings).toEqual([]);
    expect(read('deploy/kubernetes-relais.yaml')).not.toMatch(/TOKEN:|PASSWORD|RECOVERY_KEY/);
  });
});

describe('the compose file', () => {
  const { services, volumes } = parse(read('compose.yaml'));
  const { bot } = services;

  it('keeps the data in a volume, and the rest read-only', () => {
    expect(bot.volumes).toEqual(['donnees:/data']);
    expect(Object.keys(volumes)).toEqual(['donnees']);
    expect(bot).toMatchObject({ read_only: true, tmpfs: ['/tmp'], cap_drop: ['ALL'] });
  });

  it('shows health and metrics to this machine only', () => {
    expect(bot.ports).toEqual(['127.0.0.1:9464:9464']);
    expect(readConfig(bot.environment, '/nowhere/.env')).toMatchObject({
      warnings: [],
      config: { httpHost: '0.0.0.0', httpPort: 9464, dataDir: '/data' },
    });
  });
});

describe('the image', () => {
  const dockerfile = read('Dockerfile');

  it('runs as nobody in particular, by number, and is told healthy by npm run health', () => {
    expect(dockerfile).toMatch(/^USER 1000:1000$/m);
    expect(dockerfile).toMatch(/^HEALTHCHECK .*CMD \["npm", "run", "--silent", "health"\]$/m);
    expect(dockerfile).toMatch(/^VOLUME \/data$/m);
  });

  it('starts the bot as npm start does', () => {
    const command = /^CMD (\[.+\])$/m.exec(dockerfile)?.[1] ?? '[]';
    expect(JSON.parse(command).join(' ')).toBe(JSON.parse(read('package.json')).scripts.start);
  });

  it('copies only what .dockerignore lets through', () => {
    const passed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) =>
      names.split(' '),
    );
    expect(new Set(copied)).toEqual(new Set(passed));
  });
});

it('the systemd unit keeps the data where only the bot reads them', () => {
  const unit = read('deploy/communs-bot.service');
  expect(unit).toMatch(/^StateDirectoryMode=0700$/m);
  expect(unit).toMatch(/^Environment=BOT_DATA_DIR=\/var\/lib\/communs-bot$/m);
  expect(unit).toMatch(/^Restart=always$/m);
});
