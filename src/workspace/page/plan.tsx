import type { Json } from './json.ts';
import { isJson, list, string, words } from './json.ts';
import { RichText } from './rich-text.tsx';
import { Link } from './words.tsx';

/** Never by colour alone: each state has a sign and a word. */
const states: Readonly<Record<string, { readonly sign: string; readonly word: string }>> = {
  pending: { sign: '○', word: 'waiting' },
  in_progress: { sign: '◐', word: 'under way' },
  complete: { sign: '●', word: 'done' },
  error: { sign: '✕', word: 'failed' },
};

export function Plan({ block }: { readonly block: Json }) {
  const tasks = list(block['tasks']);
  const done = tasks.filter(({ status }) => status === 'complete').length;
  return (
    <details class="plan" open>
      <summary>
        <strong>{words(block['title'])}</strong>{' '}
        <span class="muted">
          {done} of {tasks.length}
        </span>
      </summary>
      <div class="tasks">
        {tasks.map((task) => (
          <Task key={string(task['task_id'])} task={task} />
        ))}
      </div>
    </details>
  );
}

export function Task({ task }: { readonly task: Json }) {
  const state = string(task['status']) || 'pending';
  const { sign, word } = states[state] ?? { sign: '○', word: state };
  const { details, output } = task;
  return (
    <div class={`task ${state}`}>
      <span class="sign" role="img" aria-label={word} title={word}>
        {sign}
      </span>
      <div>
        <div>{string(task['title'])}</div>
        {isJson(details) && (
          <div class="muted">
            <RichText block={details} />
          </div>
        )}
        {isJson(output) && <RichText block={output} />}
        {list(task['sources']).map((source) => (
          <Link key={string(source['url'])} url={string(source['url'])}>
            {string(source['text'])}
          </Link>
        ))}
      </div>
    </div>
  );
}
