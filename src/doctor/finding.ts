/** What a check finds, and how it is printed. */

/** One line of the diagnosis. */
export interface Finding {
  /**
   * `good`: as it should be. `notice`: it works, and something should be done. `fault`: it does not. `unknown`: not looked at, since
   * something it rests on is at fault.
   */
  readonly kind: 'good' | 'notice' | 'fault' | 'unknown';
  /** What was looked at: `Jeton`. */
  readonly title: string;
  /** How it is; of a notice or a fault, what to do too. */
  readonly line: string;
}

/** Findings of one title. */
export const about = (title: string) => ({
  good: (line: string): Finding => ({ kind: 'good', title, line }),
  notice: (line: string): Finding => ({ kind: 'notice', title, line }),
  fault: (line: string): Finding => ({ kind: 'fault', title, line }),
  unknown: (line: string): Finding => ({ kind: 'unknown', title, line }),
});

const signs = { good: '✓', notice: '!', fault: '✗', unknown: '–' } as const;

/** The text of a diagnosis: a line a finding, then the sum. */
export function diagnosisText(findings: readonly Finding[]): string {
  const faults = findings.filter(({ kind }) => kind === 'fault').length;
  const notices = findings.filter(({ kind }) => kind === 'notice').length;
  const sum =
    faults > 0
      ? `À corriger : ${faults}. Commencez par la première ligne marquée ✗.`
      : notices > 0
        ? `Tout fonctionne. À prévoir : ${notices}, marqué d’un point d’exclamation.`
        : 'Tout est en ordre.';
  return [...findings.map(({ kind, title, line }) => `${signs[kind]} ${title} : ${line}`), '', sum].join(
    '\n',
  );
}
