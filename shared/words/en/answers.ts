/** What a server says of a command besides yes and a rule's no. */
export const answers = () => ({
  could_not_save: 'Could not save this, and nothing was changed. Trying again with the same command is safe.',
  unknown: 'It is not certain yet whether this was saved. Trying again with the same command is safe: it happens at most once.',
  busy: 'Too many commands wait for this board right now, and nothing was changed. Try again in a moment.',
  late: 'This came too late to be carried out, and nothing was changed. Trying again with the same command is safe.',
  closing: 'The board is just being closed, and nothing was changed. Try again in a moment.',
  contended: 'Others changed this board again and again in between, and nothing was changed. Try again in a moment.',
  id_reused: 'This id was already used for another command, or by another person. Nothing was changed: send the new command with an id of its own.',
  refused_before: 'This was refused before, and nothing was changed. To try it anew, send it with an id of its own.',
  broken: (board: string, fault: string): string => `The board ${board} is not shown and takes nothing in, because its log is not what was written: ${fault}. Whoever runs this server finds out more with npm run verify-log, and puts a backup in its place with npm run restore.`,
  selfCheck: (id: string): string => `This could not be carried out because of a fault in Pullcord itself. Nothing was changed, and the fault was recorded under ${id}.`,
  noBoard: (board: string): string => `There is no board called ${board}.`,
});

export type Answers = ReturnType<typeof answers>;
