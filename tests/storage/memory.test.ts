import { createMemoryStorage } from '../../src/storage/memory.ts';
import { storageContract } from './contract.ts';

storageContract('memory', async () => {
  const storage = createMemoryStorage();
  return { open: () => storage, remove: async () => {} };
});
