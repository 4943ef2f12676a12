import { Link, useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { FormEvent } from 'react';
import { TRADES } from '../../shared/templates/trades.ts';
import { draftKey } from '../replica/drafts.ts';
import { useDraftAt, useDrafted } from '../replica/use-draft.ts';
import { Icon } from '../ui/icon.tsx';
import { useTabTitle } from '../ui/tab-title.ts';
import { useWords } from '../words/use-words.ts';
import { createBoard, type Shop } from './shop.ts';

/** All boards of the server, and the first one of an empty server. */
export function BoardsPage({ shop }: { readonly shop: Shop }) {
  const { app, f } = useWords();
  const words = app.boards;
  const navigate = useNavigate();
  const router = useRouter();
  const [fault, setFault] = useState<string | null>(null);
  const draft = useDraftAt(draftKey('', shop.acting, 'new-board', ''));
  const [name, setName] = useDrafted(draft, 'name', '');
  const [template, setTemplate] = useDrafted(draft, 'template', TRADES[0].id);
  useTabTitle(words.title);
  // Others make boards, too, since this page was loaded.
  useEffect(() => void router.invalidate(), [router]);
  const make = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    try {
      const board = await createBoard(name, template);
      draft.drop();
      await router.invalidate();
      await navigate({ to: '/b/$board', params: { board } });
    } catch (error) {
      setFault(words.fault(error instanceof Error ? error.message : ''));
    }
  };
  return (
    <main className="boards">
      <h1>{shop.boards.length > 0 ? words.title : words.first}</h1>
      {shop.open ? <p>{words.openHouse}</p> : null}
      <ul>
        {shop.boards.map((board) => (
          <li key={board.id}><Link to="/b/$board" params={{ board: board.id }} className="panel board-link"><Icon name="floor" size={18} />{board.name}</Link></li>
        ))}
      </ul>
      <form className="panel new-board" onInput={() => setFault(null)} onSubmit={(event) => void make(event)}>
        <h2>{words.new}</h2>
        <label>{words.name}<input name="name" required maxLength={80} value={name} onChange={(event) => setName(event.currentTarget.value)} placeholder={words.example} autoComplete="off" /></label>
        <label>{words.startWith}<select name="template" value={template} onChange={(event) => setTemplate(event.currentTarget.value)}>{TRADES.map((trade) => <option key={trade.id} value={trade.id}>{trade.name[f.language]}</option>)}</select></label>
        <button type="submit" className="button main"><Icon name="plus" />{words.make}</button>
        {fault ? <p role="alert" className="stop">{fault}</p> : null}
      </form>
    </main>
  );
}
