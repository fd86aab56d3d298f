/** `npm run doctor`: looks at everything that the bot needs, in the order in which it needs it, and changes nothing. */
import { renewalOf } from '../matrix/homeserver/renewal.ts';
import { connect } from '../matrix/homeserver/transport.ts';
import type { Environment } from '../operations/config.ts';
import { accountUnknown, checkAccount } from './account.ts';
import { about, type Finding } from './finding.ts';
import { checkData, checkKnowledge, checkNode, checkSettings } from './machine.ts';
import { checkNetwork } from './network.ts';

/** What is looked at. */
export interface Surroundings {
  readonly environment: Environment;
  /** The path of `.env`. */
  readonly dotEnv: string;
  /** `24.21.0` */
  readonly node: string;
}

/** Every check once. */
export async function diagnose({ environment, dotEnv, node }: Surroundings): Promise<Finding[]> {
  const { findings: settings, config, account } = checkSettings(environment, dotEnv);
  const data = await checkData(config);
  const local = [checkNode(node), data.finding, ...settings, checkKnowledge(config?.knowledgeDir)];

  const url = account?.homeserverUrl ?? config?.homeserverUrl;
  if (config === undefined || url === undefined)
    return [...local, ...remoteUnknown('les réglages ne disent pas où.')];
  const { homeserver, clock } = await checkNetwork(url, environment);
  if (homeserver.kind === 'fault')
    return [...local, homeserver, ...accountUnknown('le serveur n’a pas répondu.'), clock];
  if (account === undefined) return [...local, homeserver, ...accountUnknown('il manque un jeton.'), clock];
  // The running bot renews its token itself: two renewals at once would lose the device.
  const isRunning = typeof data.store === 'object' && data.store.held;
  const renewal = isRunning ? undefined : renewalOf(account, config.dataDir);
  const connection = connect(account.homeserverUrl, account.accessToken, async () => {}, renewal);
  return [
    ...local,
    homeserver,
    ...(await checkAccount({ config, homeserver: connection, store: data.store })),
    clock,
  ];
}

const remoteUnknown = (why: string): Finding[] => [
  about('Serveur Matrix').unknown(`vérification impossible : ${why}`),
  ...accountUnknown(why),
  about('Horloge').unknown(`vérification impossible : ${why}`),
];
