/** The bot as a process: its log, its signals, and how it ends. */
import type { Account } from '../operations/account.ts';
import { createLog } from '../operations/logs.ts';
import type { Config } from '../operations/settings.ts';
import { StorageError } from '../storage/errors.ts';
import { type Bot, type BotOptions, startBot } from './bot.ts';
import type { OnStep } from './steps.ts';

/**
 * Runs until SIGTERM or SIGINT.
 * @throws OperatorError, StorageError with the operator's line when it cannot start or go on
 */
export async function runBot(
  config: Config,
  account: Account,
  prepare: BotOptions['prepare'],
  onStep?: OnStep,
): Promise<void> {
  // What the bot writes is for its own eyes.
  process.umask(0o077);
  const log = createLog(config.logLevel);
  const fatal = (error: unknown): never => {
    const message = error instanceof StorageError ? error.message : 'Défaut du programme : arrêt.';
    log.fatal({ err: error }, message);
    process.exit(1);
  };
  process.on('uncaughtException', fatal);
  process.on('unhandledRejection', fatal);

  let bot: Bot | undefined;
  // From the beginning: a start may wait for its homeserver as long as it takes, and the first process of a container has no other end.
  // And once: who stops a group of processes reaches this one directly and through npm.
  let stopping = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'Arrêt demandé.');
    await bot?.stop();
    // A sync that waits for news is not waited for.
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const started = await startBot({ config, account, prepare, log, fatal, ...(onStep && { onStep }) });
  bot = started;
  await started.done.catch(async (error: unknown) => {
    await started.stop();
    throw error;
  });
}
