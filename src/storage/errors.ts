/** What the store cannot do, told to the operator: the message is French, names the file, and says what to do. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
}
