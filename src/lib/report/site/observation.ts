import { SITE_CHECKS, type SiteCode } from './site-checks.ts';

/** `warning`: the site works, but slower, less safely or not for everybody. `failure`: something does not work. */
export type Verdict = 'ok' | 'warning' | 'failure';

/** What was seen of one file or answer. */
export interface Observation {
  readonly code: SiteCode;
  readonly verdict: Verdict;
  /** The file it was seen at, relative to the site; never an absolute path. */
  readonly place?: string;
  /** What was seen: a header's value, a number, a version. */
  readonly seen?: string;
}

/** All that was seen under one code, as one line of a report. */
export interface SiteFinding {
  readonly code: SiteCode;
  readonly verdict: Verdict;
  /** Files at which it is as bad as the verdict says; none where it is well. */
  readonly places: readonly string[];
  /** Distinct things seen, in the order of their sight. */
  readonly seen: readonly string[];
}

const SEVERITY: Readonly<Record<Verdict, number>> = { ok: 0, warning: 1, failure: 2 };

/** The worse of two verdicts. */
function worse(one: Verdict, other: Verdict): Verdict {
  return SEVERITY[one] >= SEVERITY[other] ? one : other;
}

/** One finding for every code that something was seen under, in the order of the table of checks. */
export function summarise(observations: readonly Observation[]): SiteFinding[] {
  return (Object.keys(SITE_CHECKS) as SiteCode[]).flatMap((code) => {
    const own = observations.filter((each) => each.code === code);
    if (own.length === 0) return [];
    const verdict = own.map((each) => each.verdict).reduce(worse);
    const worst = own.filter((each) => each.verdict === verdict);
    const distinct = (texts: readonly (string | undefined)[]): string[] => [
      ...new Set(texts.filter((text) => text !== undefined)),
    ];
    const places = verdict === 'ok' ? [] : distinct(worst.map(({ place }) => place));
    return [{ code, verdict, places, seen: distinct(worst.map(({ seen }) => seen)) }];
  });
}

/** The worst verdict of a report; `ok` for an empty one. */
export function worstOf(findings: readonly SiteFinding[]): Verdict {
  return findings.map(({ verdict }) => verdict).reduce(worse, 'ok');
}
