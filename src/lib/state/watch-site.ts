/** A page asks so often, in milliseconds, whether something newer was published: in sight at once, else when it is looked at. */
const ASK_AGAIN_MS = 5 * 60_000;
const LOOK_MS = 30_000;

/** What a page does when the site may have changed under it. */
export interface SiteWatch {
  /** The page came back as it was left: other pages may have shown something newer in between. */
  readonly renew: () => void;
  /** The page is looked at, and has not asked for a while. */
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
  const askInTime = (): void => {
    if (document.visibilityState !== 'visible' || performance.now() - asked < ASK_AGAIN_MS) return;
    asked = performance.now();
    check();
  };
  const onMissing = (event: Event): void => missing((event as Event & { payload?: unknown }).payload);
  addEventListener('pageshow', onShow);
  document.addEventListener('visibilitychange', askInTime);
  // A screen on a wall is never out of sight.
  const timer = setInterval(askInTime, LOOK_MS);
  addEventListener('vite:preloadError', onMissing);
  return () => {
    removeEventListener('pageshow', onShow);
    document.removeEventListener('visibilitychange', askInTime);
    clearInterval(timer);
    removeEventListener('vite:preloadError', onMissing);
  };
}
