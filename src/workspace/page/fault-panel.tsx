import { useEffect, useState } from 'preact/hooks';
import type { Armed, Trouble } from '../people/trouble.ts';
import type { Room } from '../state/people.ts';
import { usePage } from './context.ts';
import { armedFaults, makeTrouble } from './server.ts';

const kinds = [
  ['drop-reply', 'Lose the reply'],
  ['rate-limit', 'Answer 429'],
  ['error-503', 'Answer 503'],
  ['slow', 'Answer after 4 s'],
  ['refuse-block', 'Refuse plan blocks'],
  ['duplicate', 'Deliver twice'],
  ['refresh', 'Refresh the socket after'],
] as const satisfies readonly (readonly [Armed['kind'], string])[];
type Kind = (typeof kinds)[number][0];

const methods = ['chat.postMessage', 'chat.update', 'chat.postEphemeral', 'views.open', 'views.publish'];

/** How often, as a person says it. */
const often = [
  ['once', 'the next one'],
  ['five', 'the next five'],
  ['tenth', 'one in ten'],
  ['always', 'every one'],
] as const;
type Often = (typeof often)[number][0];
const scopes = {
  once: { times: 1 },
  five: { times: 5 },
  tenth: { times: 'always', share: 0.1 },
  always: { times: 'always' },
} as const satisfies Record<Often, object>;

export function FaultPanel({ room }: { readonly room: Room }) {
  const { view } = usePage();
  const [kind, setKind] = useState<Kind>('drop-reply');
  const [method, setMethod] = useState('');
  const [how, setHow] = useState<Often>('once');
  const [armed, setArmed] = useState<readonly Armed[]>([]);
  const make = async (trouble: Trouble) => setArmed(await makeTrouble(trouble));
  // A call or a delivery may have used one up.
  const newest = `${view.calls.at(-1)?.at} ${view.deliveries.at(-1)?.envelopeId}`;
  useEffect(() => void armedFaults().then(setArmed), [newest]);

  const arm = () => {
    const scope = scopes[how];
    if (isOfDelivery(kind)) return make({ kind, ...scope });
    return make({ kind, ...scope, ...(method === '' ? {} : { method }) });
  };
  const { id: channel } = room;
  const isIn = room.members.includes(view.botUser);
  const archiving = { kind: room.archived === true ? 'unarchive' : 'archive', channel } as const;
  const inviting = { kind: isIn ? 'remove-app' : 'invite-app', channel } as const;
  return (
    <div class="faults">
      <h2>Faults</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void arm();
        }}
      >
        <Choice label="Fault" value={kind} options={kinds} onChoose={setKind} />
        {isOfDelivery(kind) ? (
          <span class="muted">of commands, clicks and events</span>
        ) : (
          <Choice
            label="Method"
            value={method}
            options={[['', 'of any method'], ...methods.map((one) => [one, `of ${one}`] as const)]}
            onChoose={setMethod}
          />
        )}
        <Choice label="How often" value={how} options={often} onChoose={setHow} />
        <button class="button primary">Arm</button>
      </form>
      <div class="actions">
        <button class="button" onClick={() => void make({ kind: 'disconnect' })}>
          Refresh one socket
        </button>
        <button class="button" onClick={() => void make({ kind: 'cut' })}>
          Cut every socket
        </button>
        <button class="button" disabled={armed.length === 0} onClick={() => void make({ kind: 'clear' })}>
          Clear faults
        </button>
      </div>
      {room.kind !== 'direct' && (
        <div class="actions">
          <button class="button" onClick={() => void make(archiving)}>
            {room.archived === true ? 'Unarchive' : 'Archive'} #{room.name}
          </button>
          <button class="button" onClick={() => void make(inviting)}>
            {isIn ? `Remove Ferryman from #${room.name}` : `Invite Ferryman to #${room.name}`}
          </button>
        </div>
      )}
      <ul class="armed" aria-label="Armed faults">
        {armed.map((one, index) => (
          <li key={index}>
            <strong>{nameOf(one.kind)}</strong> {one.method && `of ${one.method}`}{' '}
            <span class="muted">{remaining(one)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const isOfDelivery = (kind: Kind): kind is 'duplicate' | 'refresh' =>
  kind === 'duplicate' || kind === 'refresh';

const nameOf = (kind: Armed['kind']): string => kinds.find(([one]) => one === kind)?.[1] ?? kind;

function remaining({ left, share }: Armed): string {
  const which = share === undefined ? 'every one' : `${Math.round(share * 100)} %`;
  if (left === 'always') return `${which} until cleared`;
  return `${left} to come`;
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  readonly onChoose: (value: T) => void;
}

function Choice<T extends string>({ label, value, options, onChoose }: ChoiceProps<T>) {
  return (
    <select
      class="button"
      aria-label={label}
      value={value}
      onChange={({ currentTarget }) => {
        const chosen = options.find(([one]) => one === currentTarget.value);
        if (chosen) onChoose(chosen[0]);
      }}
    >
      {options.map(([one, words]) => (
        <option key={one} value={one}>
          {words}
        </option>
      ))}
    </select>
  );
}
