declare global {
  namespace App {}

  interface Window {
    /** Says that the page answers to clicks; defined in app.html. */
    wuseAlive?: () => void;
    /** The server's manifest, asked for by app.html before anything is drawn. */
    wuseManifest?: Promise<Response>;
  }
}

export {};
