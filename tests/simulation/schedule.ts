interface Task { at: number; readonly order: number; readonly run: () => void; cancelled: boolean }

/** Virtual time: a heap of what happens when. What falls on the same moment happens in the order it was planned. */
export class Schedule {
  now: number;
  /** Set by whatever resolves a promise: the promises' continuations must run before the next step. */
  touched = false;
  private order = 0;
  private readonly heap: Task[] = [];

  constructor(start: number) {
    this.now = start;
  }

  after(delay: number, run: () => void): () => void {
    const task: Task = { at: this.now + Math.max(0, delay), order: (this.order += 1), run, cancelled: false };
    this.push(task);
    return () => { task.cancelled = true; };
  }

  /** Time in which nothing happens: what is planned is put off by it. */
  leap(ms: number): void {
    this.now += ms;
    for (const task of this.heap) task.at += ms;
  }

  /** Runs what is next; false when nothing is planned. */
  step(): boolean {
    for (;;) {
      const task = this.pop();
      if (!task) return false;
      if (task.cancelled) continue;
      this.now = task.at;
      task.run();
      return true;
    }
  }

  private push(task: Task): void {
    const { heap } = this;
    heap.push(task);
    let i = heap.length - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.earlier(heap[i] as Task, heap[parent] as Task)) break;
      [heap[i], heap[parent]] = [heap[parent] as Task, heap[i] as Task];
      i = parent;
    }
  }

  private pop(): Task | undefined {
    const { heap } = this;
    const top = heap[0];
    const last = heap.pop();
    if (!top || !last || heap.length === 0) return top;
    heap[0] = last;
    let i = 0;
    for (;;) {
      const left = 2 * i + 1;
      let least = i;
      if (left < heap.length && this.earlier(heap[left] as Task, heap[least] as Task)) least = left;
      if (left + 1 < heap.length && this.earlier(heap[left + 1] as Task, heap[least] as Task)) least = left + 1;
      if (least === i) return top;
      [heap[i], heap[least]] = [heap[least] as Task, heap[i] as Task];
      i = least;
    }
  }

  private earlier(a: Task, b: Task): boolean {
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }
}
