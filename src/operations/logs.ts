/**
 * The log: one JSON object a line (pino), or short readable lines on a terminal. Its messages are French, for the person who runs
 * the bot; they never hold a message's text, a person's name, or a room.
 */
import { pino } from 'pino';
import { z } from 'zod';

/** What the parts of the program log with: a French sentence, and fields with figures and codes only. */
export interface Log {
  debug(fields: Fields, message: string): void;
  info(fields: Fields, message: string): void;
  warn(fields: Fields, message: string): void;
  error(fields: Fields, message: string): void;
  fatal(fields: Fields, message: string): void;
}
/** Figures, codes, and errors as `err`. */
export type Fields = Readonly<Record<string, unknown>>;

const levelNames: Readonly<Record<number, string>> = {
  20: 'détail',
  30: 'info',
  40: 'attention',
  50: 'erreur',
  60: 'fatal',
};

/**
 * @param level a pino level, or `silent`
 * @param output where lines go; readable ones when it is a terminal
 */
export function createLog(level: string, output: NodeJS.WriteStream = process.stdout): Log {
  const destination = output.isTTY
    ? { write: (line: string) => output.write(`${readable(line)}\n`) }
    : { write: (line: string) => output.write(line) };
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['token', 'password', 'accessToken', 'body', 'text'],
      // Not pino's own: it copies every property of an error, and ours may hold the body of a response.
      serializers: { err: describeError },
    },
    destination,
  );
}

/** Errors whose message quotes what could not be read: of a message, of the homeserver's answer, of a row. */
const quoting = new Set(['SyntaxError', 'ZodError', '$ZodError', 'URIError']);

/** An error as a log holds it: its kind, message and stack, and those of its cause; not what it quotes. */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: typeof error };
  const message = quoting.has(error.name) ? '(contenu tu)' : error.message;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    type: error.name,
    message,
    stack: [`${error.name}: ${message}`, ...frames].join('\n'),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/** One JSON line of pino as `12:03:04 info  message  field=value`. */
export function readable(line: string): string {
  const { level, time, msg, err, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const rest = Object.entries(fields).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const clock = new Date(String(time)).toTimeString().slice(0, 8);
  const head = [clock, (levelNames[Number(level)] ?? String(level)).padEnd(9), String(msg)];
  return [...head, ...rest, ...reasonOf(err, Number(level))].join(' ');
}

const toldError = z.object({ message: z.string().optional(), stack: z.string().optional() });

/** What will be tried again is told in a line; where a defect is takes more. */
function reasonOf(error: unknown, level: number): string[] {
  const { message, stack } = toldError.safeParse(error).data ?? {};
  if (level < 50) return message === undefined ? [] : [`(${message})`];
  return stack === undefined ? [] : [`\n${stack}`];
}
