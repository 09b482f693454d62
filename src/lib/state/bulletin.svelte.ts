import type { Compare, Compared } from '../core/comparison.ts';
import type { ReportDocument } from '../core/document.ts';
import { needsRows } from '../filters/filter.ts';
import { bulletinWords, type BulletinWords } from '../i18n/bulletin.ts';
import type { Translator } from '../i18n/messages.ts';
import { evaluateLazily } from '../metrics/evaluate.ts';
import { evaluateReport, type MetricReport } from '../metrics/report.ts';
import { runOverview, type Overview } from '../query/overview.ts';
import { runOverdue } from '../query/run-overdue.ts';
import type { ListRecord } from '../query/run-records.ts';
import { makeBulletin } from '../report/bulletin/bulletin.ts';
import { applyEdits, writtenFigures, type Edits, type Token } from '../report/bulletin/edits.ts';
import {
  namesOverdue,
  offeredParts,
  OVERDUE_LISTED,
  type BulletinKind,
  type PartId,
} from '../report/bulletin/kinds.ts';
import { bulletinLink, parseBulletin, scopeWords } from '../report/bulletin/link.ts';
import type { BulletinToSave } from '../report/since/saved.ts';
import { NO_DRAFT, storedDraft, storeDraft, type BulletinDraft, type Written } from './bulletin-draft.ts';
import { keepsAnything } from './keeping.ts';
import type { LedgerEngine } from './ledger.svelte.ts';
import type { Published } from './published.svelte.ts';
import { Query } from './query.svelte.ts';
import type { View } from './view.svelte.ts';

interface Answer {
  readonly overview: Overview;
  readonly compared: Compared;
  readonly by: Compare;
  readonly rowsFiltered: boolean;
}

/** The bulletin of the current view: its document, what its text was changed to, and what it is made of. */
export class BulletinState {
  readonly #published: Published;
  readonly #view: View;
  readonly #t: Translator;
  readonly words: BulletinWords;
  readonly query: Query<Answer>;
  readonly overdue: Query<readonly ListRecord[] | null>;
  /**
   * What was written, by kind and scope: another kind has other sentences under the same ids, and words of one scope
   * would be wrong over the figures of another.
   */
  #draft: BulletinDraft = $state.raw(NO_DRAFT);

  readonly #asked = $derived.by(() => parseBulletin(this.#view.own));
  readonly kind: BulletinKind = $derived(this.#asked.kind);
  readonly parts: readonly PartId[] = $derived.by(() => {
    const offered = offeredParts(this.#published.manifest.edition);
    return this.#asked.parts.filter((part) => offered.includes(part));
  });
  readonly #namesOverdue: boolean = $derived.by(() => namesOverdue(this.parts));
  /** Parameters of the page that were not understood. */
  readonly invalid: readonly string[] = $derived(this.#asked.invalid);
  readonly #answer: Answer | null = $derived.by(() => {
    if (this.#view.isPublished) {
      const { compared, compare: by } = this.#view;
      return { overview: this.#published.overview, compared, by, rowsFiltered: false };
    }
    return this.query.status === 'failed' ? null : this.query.answer;
  });
  /** The data version that drafts are kept for; null while files are open on this computer: nothing of them is kept. */
  readonly #keptAs: string | null = $derived.by(() =>
    this.#published.isLocal ? null : this.#published.manifest.dataVersion,
  );
  /** True where this browser keeps no drafts, or had no room for the last one. */
  #isRefused = $state(false);
  /** Whether what is written is still there when the page is loaded again. */
  readonly isKept: boolean = $derived.by(() => this.#keptAs !== null && !this.#isRefused);
  /** What the figures are of. */
  readonly scope: string = $derived.by(() => scopeWords(this.#t, this.words, this.#view.filter));
  /** The figures that a text is held against, and those that its changes are told from; null while there are none. */
  readonly figures = $derived.by(() => {
    const answer = this.#answer;
    if (answer === null) return null;
    const { overview, rowsFiltered } = answer;
    return {
      report: this.#evaluate(overview.numbers, rowsFiltered),
      before: this.#evaluate(overview.compare.numbers, rowsFiltered),
    };
  });
  /** The bulletin as it is made, without what was written into it; null while there are no figures. */
  readonly #made: ReportDocument | null = $derived.by(() => {
    const answer = this.#answer;
    const figures = this.figures;
    if (answer === null || figures === null) return null;
    const { asOf, filter } = this.#view;
    const { overview, compared, by } = answer;
    return makeBulletin({
      words: this.words,
      kind: this.kind,
      parts: this.parts,
      scope: this.scope,
      manifest: this.#published.manifest,
      moment: asOf.moment,
      calendar: asOf.calendar,
      period: filter,
      report: figures.report,
      before: { by, moment: compared.moment, report: figures.before },
      weekly: overview.weekly,
      overdue: this.overdue.answer,
    });
  });
  /** What else a text is held against: the moment, and the bulletin's own words. */
  readonly checked = $derived.by(() => ({
    moment: this.#view.asOf.moment,
    ...(this.#made !== null && { bulletin: this.#made }),
  }));
  /** The bulletin as it stands on the pages and in the files. */
  readonly document: ReportDocument | null = $derived.by(() => {
    if (this.#made === null) return null;
    const edited = applyEdits(this.#made, this.edits);
    const written = writtenFigures(edited);
    const list = written
      .map(({ text, written: by }) => this.words('foot.writtenItem', { written: by!, text }))
      .join(this.words('semicolon'));
    return {
      ...edited,
      title: this.#written.title ?? edited.title,
      masthead: this.#draft.masthead ?? edited.masthead,
      foot: written.length === 0 ? edited.foot : [...edited.foot, this.words('foot.written', { list })],
    };
  });
  /** Parameters that ask for this bulletin. */
  readonly link: string = $derived.by(() => bulletinLink(this.#view.current, this.#asked));
  readonly #writtenInto: string = $derived.by(() => `${this.kind} ${this.scope}`);
  readonly #written: Written = $derived.by(
    () => this.#draft.bulletins[this.#writtenInto] ?? { title: null, edits: {} },
  );
  readonly edits: Edits = $derived.by(() => this.#written.edits);
  readonly isEdited: boolean = $derived.by(
    () => Object.keys(this.edits).length > 0 || this.#written.title !== null || this.#draft.masthead !== null,
  );
  readonly weekly = $derived.by(() => this.#answer?.overview.weekly ?? []);
  /** What a file of the figures is made from, but for the records; null while there are no figures. */
  readonly toSave: Omit<BulletinToSave, 'records'> | null = $derived.by(() => {
    const { document } = this;
    if (document === null || this.#made === null || this.query.status !== 'done') return null;
    return {
      document,
      title: this.#made.title,
      kind: this.kind,
      parts: this.parts,
      view: this.#view.current,
      compare: this.#answer!.by,
      language: this.#t.language,
      manifest: this.#published.manifest,
      moment: this.#view.asOf.moment,
      numbers: this.#answer!.overview.numbers,
    };
  });

  /** Must be called while a component is set up. */
  constructor(t: Translator, published: Published, view: View, ledger: LedgerEngine) {
    this.#t = t;
    this.#published = published;
    this.#view = view;
    this.words = bulletinWords(t.language);
    // Not before the page is alive: its first picture is the one that was made without this tab.
    $effect(() => {
      const version = this.#keptAs;
      this.#draft = version === null ? NO_DRAFT : storedDraft(version, t.language);
      this.#isRefused = !keepsAnything('sessionStorage');
    });
    this.query = new Query(async (signal) => {
      const { filter, asOf, compared, compare: by } = view;
      const rowsFiltered = needsRows(filter);
      if (view.isPublished) return { overview: published.overview, compared, by, rowsFiltered };
      const { members } = published.manifest;
      const engine = await ledger.engine();
      const overview = await runOverview(engine, asOf, filter, compared, members, 'summary', signal);
      return { overview, compared, by, rowsFiltered };
    });
    this.overdue = new Query(async (signal) => {
      const { filter, asOf } = view;
      if (!this.#namesOverdue) return null;
      return runOverdue(await ledger.engine(), asOf, filter, OVERDUE_LISTED, signal);
    });
  }

  /** Puts other words, or other numbers, in a paragraph's place. */
  edit(paragraph: string, tokens: readonly Token[]): void {
    this.#write({ ...this.#written, edits: { ...this.edits, [paragraph]: tokens } });
  }

  /** Writes the title of this bulletin, or the masthead of all; null takes it back. */
  setHeading(field: 'title' | 'masthead', text: string | null): void {
    if (field === 'title') this.#write({ ...this.#written, title: text });
    else this.#keep({ ...this.#draft, masthead: text });
  }

  /** Takes back everything that was written. */
  reset(): void {
    this.#keep(NO_DRAFT);
  }

  #write(written: Written): void {
    const bulletins = { ...this.#draft.bulletins, [this.#writtenInto]: written };
    this.#keep({ ...this.#draft, bulletins });
  }

  #keep(draft: BulletinDraft): void {
    this.#draft = draft;
    if (this.#keptAs !== null) this.#isRefused = !storeDraft(this.#keptAs, this.#t.language, draft);
  }

  #evaluate(numbers: Overview['numbers'], rowsFiltered: boolean): MetricReport {
    return evaluateReport(numbers, { columns: this.#published.columns, rowsFiltered }, evaluateLazily);
  }
}
