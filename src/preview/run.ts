/** `npm run preview`: the page, until it is ended. */
import { once } from 'node:events';
import { watchFiles } from '../knowledge/watch.ts';
import { OperatorError } from '../operations/errors.ts';
import type { Previewed } from './previewed.ts';
import { type PreviewServer, servePreview } from './server.ts';

/** The same each time, so that the page can be bookmarked; another when it is taken and nobody asked for one. */
const usualPort = 8420;

/**
 * Serves the preview until the process is told to end.
 * @param directory the folder of the knowledge, which is followed
 * @param asked the port, as it was typed
 * @throws OperatorError when that port cannot be had
 */
export async function runPreview(
  previewed: Previewed,
  directory: string,
  asked: string | undefined,
): Promise<void> {
  const port = asked === undefined ? undefined : portOf(asked);
  await previewed.take();
  const unwatch = watchFiles(directory, () => previewed.take());
  try {
    const server = await (port === undefined ? serveAnywhere(previewed) : serveOn(previewed, port));
    console.log(`Aperçu : ${server.url}\nOuvrez cette adresse dans un navigateur. Pour arrêter : Ctrl+C.`);
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    server.close();
  } finally {
    unwatch();
  }
}

function portOf(asked: string): number {
  const port = Number(asked);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new OperatorError(`« ${asked} » n’est pas un port : npm run preview -- ${usualPort}`);
}

async function serveAnywhere(previewed: Previewed): Promise<PreviewServer> {
  try {
    return await servePreview(previewed, usualPort);
  } catch {
    return servePreview(previewed, 0);
  }
}

async function serveOn(previewed: Previewed, port: number): Promise<PreviewServer> {
  try {
    return await servePreview(previewed, port);
  } catch (cause) {
    throw new OperatorError(`Le port ${port} n’est pas libre : donnez-en un autre, ou aucun.`, { cause });
  }
}
