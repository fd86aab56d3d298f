/** The day of a time, `YYYY-MM-DD` in UTC. @param at milliseconds since 1970 */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
