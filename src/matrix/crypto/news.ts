/** Whether a sync holds anything for the crypto machine. */
import type { EncryptionChanges } from '../encryption.ts';

/** What did not change is told again that often, in milliseconds: the machine may have business that comes with time. */
const toldAgainAfter = 3_600_000;

/**
 * Tells the syncs that the machine must hear of from those that say the same as before. Measured (issue 8): at each, it reads and
 * writes its whole account and computes all its one-time keys anew, which took more time than all the rest of an answer; and most syncs
 * bring no message to the device, no change of devices, and the same counts of keys.
 * @param clock milliseconds that never go back
 */
export function createNews(
  clock: () => number = () => performance.now(),
): (changes: EncryptionChanges) => boolean {
  let told = '';
  let toldAt = 0;
  return ({ toDevice, changedDevices, leftDevices, oneTimeKeys, unusedFallbackKeys }) => {
    const counts = JSON.stringify([oneTimeKeys, unusedFallbackKeys]);
    const now = clock();
    const isNews =
      toDevice.length + changedDevices.length + leftDevices.length > 0 ||
      counts !== told ||
      now - toldAt >= toldAgainAfter;
    if (isNews) {
      told = counts;
      toldAt = now;
    }
    return isNews;
  };
}
