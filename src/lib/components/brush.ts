import type { Attachment } from 'svelte/attachments';

/** A pointer that moved less was a click. */
const CLICK_PX = 6;

/**
 * Reports the part of an element that is dragged over, in pixels of the screen, and shows it while the pointer is
 * down. Escape lets go. A drag is no click.
 */
export function brush(onbrush: (from: number, to: number) => void): Attachment<HTMLElement> {
  return (element) => {
    let start: number | null = null;
    let veil: HTMLElement | null = null;

    function end(): void {
      start = null;
      veil?.remove();
      veil = null;
    }

    function down(event: PointerEvent): void {
      // A finger scrolls the page; the table behind the chart and the period's menu choose as well.
      if (event.button !== 0 || event.pointerType === 'touch') return;
      start = event.clientX;
    }

    function move(event: PointerEvent): void {
      if (start === null || (veil === null && Math.abs(event.clientX - start) < CLICK_PX)) return;
      if (veil === null) {
        veil = document.createElement('span');
        veil.className = 'brush';
        veil.setAttribute('aria-hidden', 'true');
        element.append(veil);
        element.setPointerCapture(event.pointerId);
      }
      const box = element.getBoundingClientRect();
      const [from, to] = [Math.min(start, event.clientX), Math.max(start, event.clientX)];
      veil.style.left = `${Math.max(from - box.left, 0)}px`;
      veil.style.width = `${Math.min(to, box.right) - Math.max(from, box.left)}px`;
    }

    function up(event: PointerEvent): void {
      if (start !== null && veil !== null) {
        element.addEventListener('click', (click) => click.stopImmediatePropagation(), {
          capture: true,
          once: true,
        });
        onbrush(Math.min(start, event.clientX), Math.max(start, event.clientX));
      }
      end();
    }

    function key(event: KeyboardEvent): void {
      if (event.key === 'Escape') end();
    }

    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', end);
    window.addEventListener('keydown', key);
    return () => {
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', key);
    };
  };
}

/** Places on the screen as places of the chart that `host` shows, and the width that it was drawn for; null without one. */
export function chartPlaces(
  host: HTMLElement,
  ...screen: number[]
): { places: number[]; size: number } | null {
  const shown = [...host.querySelectorAll('svg')].find((svg) => svg.clientWidth > 0);
  const matrix = shown?.getScreenCTM()?.inverse();
  if (!shown || !matrix) return null;
  const places = screen.map((x) => new DOMPoint(x, 0).matrixTransform(matrix).x);
  return { places, size: shown.viewBox.baseVal.width };
}
