import type { Storm } from '../server/storm.ts';
import { pause, until } from '../until.ts';
import type { WiredMember, WiredSet } from './wired-set.ts';

// REL-33, as far as a machine goes that keeps its own power: a killed process loses what it had not
// given to the system, not what the system had not given to the disk.

/** All three members end at the same moment, and come back `off` ms later. ms until somebody was told yes again. */
export async function cutAll(set: WiredSet, storm: Storm, off: number): Promise<number> {
  return storm.silenceDuring(async () => {
    await Promise.all(set.members.map((member) => member.kill()));
    await pause(off);
    for (const member of set.members) member.start();
    await set.inStep();
  });
}

/** A member that gets on for 50 ms in every 250, as on a disk that is wearing out. ms of the longest silence. */
export async function slowDown(member: WiredMember, storm: Storm, ms: number): Promise<number> {
  return storm.silenceDuring(async () => {
    for (const end = performance.now() + ms; performance.now() < end;) {
      member.signal('SIGSTOP');
      try {
        await pause(200);
      } finally {
        member.signal('SIGCONT');
      }
      await pause(50);
    }
  });
}

/**
 * The disk of the primary is full: the member ends itself, as it must, and another takes over. Then
 * there is room again and it comes back with all it had. ms of the longest silence.
 */
export async function fillDisk(set: WiredSet, storm: Storm): Promise<number> {
  const [member] = set.members;
  const disk = member?.disk;
  if (!member || !disk) throw new Error('No member of the set has a small disk.');
  await makePrimary(set, member);
  await storm.goesOn(20);
  const silence = await storm.silenceDuring(async () => {
    disk.fill();
    try {
      await until('the member with the full disk ends', () => !member.runs, 60_000);
      await set.primary(set.members.filter((other) => other !== member));
      await storm.goesOn(50);
    } finally {
      disk.free();
    }
  });
  member.start();
  await set.inStep();
  return silence;
}

async function makePrimary(set: WiredSet, member: WiredMember): Promise<void> {
  await until('the member with the small disk is primary', async () => {
    if (await member.isWritable()) return true;
    // Refused while it lags or another election is on.
    await member.tell({ replSetStepUp: 1 }, 'admin', 10_000).catch(() => {});
    return false;
  }, 60_000);
  await set.inStep();
}
