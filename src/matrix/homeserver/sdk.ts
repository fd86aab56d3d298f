/**
 * The one door to matrix-bot-sdk. `htmlencode`, three dependencies below it, calls the deprecated `util._extend` once while
 * it is loaded: that one warning (DEP0060) is silenced, only during this import.
 */
const { emitWarning } = process;
process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
  if (!rest.includes('DEP0060')) Reflect.apply(emitWarning, process, [warning, ...rest]);
}) as typeof process.emitWarning;
export const { LogService, MatrixClient, MatrixError, setRequestFn } = await import('matrix-bot-sdk').finally(
  () => {
    process.emitWarning = emitWarning;
  },
);
