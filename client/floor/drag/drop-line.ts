import type { Line } from './landing.ts';

/** The line between two cards where the one in the hand would stand. It lies on the sheet of the hand: no lane is laid out anew for it. */
export class DropLine {
  private readonly element = document.createElement('div');

  constructor(sheet: HTMLElement) {
    this.element.className = 'drop-line';
    this.element.hidden = true;
    sheet.append(this.element);
  }

  show(line: Line | null): void {
    this.element.hidden = line === null;
    if (!line) return;
    const { upright } = line;
    this.element.classList.toggle('upright', upright !== null);
    this.element.style.width = upright === null ? `${line.width}px` : '';
    this.element.style.height = upright === null ? '' : `${upright}px`;
    this.element.style.transform = `translate3d(${line.left}px, ${line.y}px, 0)`;
  }
}
