import { useState } from 'preact/hooks';
import type { Json } from './json.ts';
import { isJson, list, string } from './json.ts';
import { RichText } from './rich-text.tsx';

type Rows = readonly (readonly Json[])[];

const rowsOf = (block: Json): Rows =>
  Array.isArray(block['rows']) ? block['rows'].map((row) => list(row)) : [];

export function Table({ block }: { readonly block: Json }) {
  const [head = [], ...body] = rowsOf(block);
  return <Grid head={head} body={body} settings={list(block['column_settings'])} />;
}

export function DataTable({ block }: { readonly block: Json }) {
  const [head = [], ...body] = rowsOf(block);
  const size = typeof block['page_size'] === 'number' ? block['page_size'] : 5;
  const [page, setPage] = useState(0);
  const pages = Math.max(1, Math.ceil(body.length / size));
  return (
    <figure class="data-table">
      <figcaption>{string(block['caption'])}</figcaption>
      <Grid head={head} body={body.slice(page * size, (page + 1) * size)} settings={[]} />
      {pages > 1 && (
        <div class="pager">
          <button class="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
            Back
          </button>
          <span>
            {page + 1} of {pages}
          </span>
          <button class="button" disabled={page === pages - 1} onClick={() => setPage(page + 1)}>
            Next
          </button>
        </div>
      )}
    </figure>
  );
}

function Grid({
  head,
  body,
  settings,
}: {
  readonly head: readonly Json[];
  readonly body: Rows;
  readonly settings: readonly Json[];
}) {
  const align = (column: number) => ({ textAlign: alignment(settings[column]) });
  return (
    <div class="table" tabIndex={0} role="region" aria-label="Table">
      <table>
        <thead>
          <tr>
            {head.map((cell, n) => (
              <th key={n} style={align(n)}>
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, index) => (
            <tr key={index}>
              {row.map((cell, n) => (
                <td key={n} style={align(n)}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function alignment(setting: Json | undefined): 'left' | 'center' | 'right' {
  const align = isJson(setting) ? setting['align'] : undefined;
  return align === 'center' || align === 'right' ? align : 'left';
}

function Cell({ cell }: { readonly cell: Json }) {
  if (cell['type'] === 'rich_text') return <RichText block={cell} />;
  const text = string(cell['text']) || (typeof cell['value'] === 'number' ? `${cell['value']}` : '');
  // A time or a count that breaks in two is no longer one.
  return <span class={columnsOf(text) < 18 ? 'short' : undefined}>{text}</span>;
}

/** As wide as so many Latin letters: Han takes two. */
const columnsOf = (text: string): number => text.replaceAll(/[\u2E80-\uFFEF]/g, 'xx').length;
