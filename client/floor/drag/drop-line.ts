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
    this.element.style.width = `${line.width}px`;
    this.element.style.transform = `translate3d(${line.left}px, ${line.y}px, 0)`;
  }
}
