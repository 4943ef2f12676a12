import { hereSince } from '../../shared/board/board.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Job } from '../../shared/jobs/job.ts';
import { isConfirmed } from '../../shared/orders/order.ts';
import type { Order } from '../../shared/orders/order.ts';
import type { Directory } from '../../shared/people/directory.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import { amount } from '../words/said.ts';
import { useWords } from '../words/use-words.ts';
import { total } from '../../shared/kernel/quantity.ts';
import type { BoardActions } from '../app/contracts.ts';
import { Icon } from '../ui/icon.tsx';
import type { FileRead } from '../replica/order-file.ts';
import { hoursPlanned } from '../../shared/orders/plan.ts';
import { FileFault } from './file-fault.tsx';
import { Section } from './section.tsx';
import { stateWords } from './why.ts';

/** Hours of the steps behind it, of all that are estimated. */
export function hoursOf(job: Job): string {
  const all = total(job.routing.map((step) => step.hours ?? 0));
  if (all === 0) return '';
  const behind = job.state === 'done' ? job.routing.length : job.step + (job.place?.sub === 'done' ? 1 : 0);
  const done = total(job.routing.slice(0, Math.max(0, behind)).map((step) => step.hours ?? 0));
  return `${amount(done)} / ${amount(all)}`;
}

export function KitTable({ actions, board, order, directory, read, now }: { readonly actions: BoardActions; readonly board: Board; readonly order: Order; readonly directory: Directory; readonly read: FileRead; readonly now: number }) {
  const { card: { kit: words }, labels, times, why } = useWords();
  const jobs = order.jobs.flatMap((id) => {
    const job = board.cards.get(id);
    return job?.kind === 'job' ? [job] : [];
  });
  const hours = order.plan ? hoursPlanned(order) : total(jobs.flatMap((job) => job.routing.map((step) => step.hours ?? 0)));
  return (
    <Section title={words.title} beside={isConfirmed(order) && !read.file ? null : words.sum(isConfirmed(order) ? (read.file?.bomRevision ?? null) : null, order.jobs.length, hours)}>
      {jobs.length === order.jobs.length && read.failed ? <FileFault failed again={read.again} /> : null}
      {jobs.length < order.jobs.length ? <FileFault failed={read.failed} again={read.again} /> : <div className="cp-scroll">
        <table className="cp-kit">
          <thead><tr><th scope="col">{words.part}</th><th scope="col">{words.from}</th><th scope="col">{words.where}</th><th scope="col" className="num">{words.here}</th><th scope="col" className="num">{words.needed}</th><th scope="col" className="num">{words.hours}</th></tr></thead>
          <tbody>
            {jobs.map((job) => {
              const blocked = job.blockers[0];
              const supplier = job.supplier === null ? '' : `, ${directory.suppliers[job.supplier]?.name ?? job.supplier}`;
              return (
                <tr key={job.id}>
                  <td><button type="button" className="cp-link" onClick={() => actions.openCard(job.id)}><b>{numberOf(job.id)}</b> {job.title}</button></td>
                  <td>{labels.sources[job.source]}{supplier}</td>
                  <td className={blocked ? 'stop' : job.state === 'done' ? 'ok' : undefined}>
                    {blocked ? <Icon name="ban" size={14} /> : job.state === 'done' ? <Icon name="check" size={14} /> : null}
                    {blocked ? words.blocked(stateWords(board, job), why.since(now - blocked.at)) : stateWords(board, job)}
                  </td>
                  <td className="num">{job.state === 'planned' ? '' : times.short(now - hereSince(job))}</td>
                  <td className="num">{words.of(job.state === 'done' ? job.accepted : 0, job.quantity)}</td>
                  <td className="num">{hoursOf(job)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>}
    </Section>
  );
}
