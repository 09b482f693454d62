declare global {
  namespace App {}

  interface Window {
    /** Says that the page answers to clicks; defined in app.html. */
    wuseAlive?: () => void;
  }
}

export {};
