/** What ends the program and is no defect: the message is French, for the person who runs the bot, and says what to do. */
export class OperatorError extends Error {
  override readonly name: string = 'OperatorError';
}
