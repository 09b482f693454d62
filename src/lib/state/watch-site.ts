/** A page that was out of sight for so long, in milliseconds, asks whether something newer was published. */
const ASK_AGAIN_MS = 5 * 60_000;

/** What a page does when the site may have changed under it. */
export interface SiteWatch {
  /** The page came back as it was left: other pages may have shown something newer in between. */
  readonly renew: () => void;
  /** The page is looked at again after a while. */
  readonly check: () => void;
  /** A script that is fetched when it is needed is not there. */
  readonly missing: (cause: unknown) => void;
}

/** Loads the page anew, with the script that was not there, or not whole, past what the browser keeps of it. */
export async function reloadPage(missing: unknown): Promise<void> {
  const [url] = /https?:\/\/\S+/.exec(missing instanceof Error ? missing.message : '') ?? [];
  if (url?.startsWith(location.origin)) await fetch(url, { cache: 'reload' }).catch(() => undefined);
  location.reload();
}

/** Listens for moments at which the server may have something else than the page; returns what ends that. */
export function watchSite({ renew, check, missing }: SiteWatch): () => void {
  let asked = performance.now();
  const onShow = (event: PageTransitionEvent): void => {
    if (!event.persisted) return;
    asked = performance.now();
    renew();
  };
  const onVisible = (): void => {
    if (document.visibilityState !== 'visible' || performance.now() - asked < ASK_AGAIN_MS) return;
    asked = performance.now();
    check();
  };
  const onMissing = (event: Event): void => missing((event as Event & { payload?: unknown }).payload);
  addEventListener('pageshow', onShow);
  document.addEventListener('visibilitychange', onVisible);
  addEventListener('vite:preloadError', onMissing);
  return () => {
    removeEventListener('pageshow', onShow);
    document.removeEventListener('visibilitychange', onVisible);
    removeEventListener('vite:preloadError', onMissing);
  };
}
