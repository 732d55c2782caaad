import type { JSX } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type Client, type Clients, readClients } from '../api/graphql.js';
import { messages } from '../messages.js';
import { useConsole } from '../parts/context.js';
import { Button, Field } from '../parts/controls.js';
import { Problem } from '../parts/notices.js';
import { useAct } from '../parts/use-act.js';
import { FamilyMapPage } from './family-map.js';
import { HandOver } from './hand-over.js';

const words = messages.clients;

/** The practice’s clients, to be handed a way in. */
export function ClientsPage(): JSX.Element {
  const [search, setSearch] = useState('');
  const [handing, setHanding] = useState<Client>();
  const [mapped, setMapped] = useState<Client>();
  const { clients, next, problem, busy, more } = useClients(search !== '');
  const found = clients?.filter((client) => matches(client, search));
  return (
    <>
      <p class="lead">{words.lead}</p>
      <search>
        <Field
          label={words.search}
          name="search"
          type="search"
          required={false}
          value={search}
          onValue={setSearch}
        />
      </search>
      <Problem text={problem} />
      {found && (
        <p class="help" role="status">
          {busy ? words.loading : countOf(clients, found)}
        </p>
      )}
      {!found && problem === '' && <p role="status">{words.loading}…</p>}
      <ul class="list">
        {found?.map((client) => (
          <li key={client.id}>
            <div class="who">
              <strong>{client.name}</strong>
              <span class="sub">{client.code}</span>
            </div>
            <div class="row">
              <Button label={words.mapOf(client.name)} onPress={() => setMapped(client)}>
                {words.map}
              </Button>
              <Button label={words.handFor(client.name)} onPress={() => setHanding(client)}>
                {words.hand}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {clients && clients.length > 0 && found?.length === 0 && !busy && (
        <p class="help">{words.noneFoundHelp}</p>
      )}
      {next !== null && (
        <Button busy={busy} onPress={() => void more()}>
          {words.more}
        </Button>
      )}
      {mapped && <FamilyMapPage client={mapped} onClose={() => setMapped(undefined)} />}
      {handing && <HandOver clientId={handing.id} onClose={() => setHanding(undefined)} />}
    </>
  );
}

interface List {
  readonly clients: readonly Client[] | undefined;
  readonly next: string | null;
  readonly problem: string;
  readonly busy: boolean;
  readonly more: () => Promise<void>;
}

/** The list as far as it was read; `all` goes on reading to its end. Names are sealed, so only here can they be searched. */
function useClients(all: boolean): List {
  const { ask } = useConsole();
  const { run, busy, problem } = useAct();
  const [list, setList] = useState<Clients>();
  const next = list ? list.next : null;
  const more = useCallback(async () => {
    const page = await run(() => readClients(ask, next));
    if (page) setList((before) => ({ ...page, clients: [...(before?.clients ?? []), ...page.clients] }));
  }, [ask, run, next]);
  const first = useRef(true);
  useEffect(() => {
    if (first.current || (all && next !== null && problem === '')) void more();
    first.current = false;
  }, [all, next, problem, more]);
  return { clients: list?.clients, next, problem, busy, more };
}

function matches({ name, code }: Client, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return name.toLowerCase().includes(wanted) || code.toLowerCase().includes(wanted);
}

function countOf(clients: readonly Client[] | undefined, found: readonly Client[]): string {
  if (clients?.length === 0) return words.none;
  return found.length === 0 ? words.noneFound : words.count(found.length);
}
