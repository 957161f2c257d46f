import type { ComponentChildren } from 'preact';
import type { Block } from '../state/message.ts';
import { Icon } from './icons.tsx';
import { Element } from './elements.tsx';
import type { Json } from './json.ts';
import { isJson, list, string, words } from './json.ts';
import { Markdown } from './markdown.tsx';
import { emojis } from './mrkdwn.ts';
import { Plan, Task } from './plan.tsx';
import { RichText } from './rich-text.tsx';
import { DataTable, Table } from './tables.tsx';
import { Link, Mrkdwn } from './words.tsx';

/**
 * Block Kit as it looks in Slack. The renderer slack-blocks-to-jsx (1.1.1) was tried for this: its buttons tell nobody that they
 * were pressed, its confirmations keep the answer to themselves, and it knows no data_table.
 */

export function Blocks({ blocks, of }: { readonly blocks: readonly Json[]; readonly of: string }) {
  return (
    <div class="blocks">
      {blocks.map((block, index) => (
        <One key={string(block['block_id']) || index} block={block} of={of} />
      ))}
    </div>
  );
}

/** `of` is the ts of the message, which a click names. */
function One({ block, of }: { readonly block: Json; readonly of: string }): ComponentChildren {
  const id = string(block['block_id']);
  switch (block['type']) {
    case 'section':
      return <Section block={block} of={of} />;
    case 'header':
      return <h3 class="header">{emojis(words(block['text']))}</h3>;
    case 'divider':
      return <hr />;
    case 'context':
      return (
        <div class="context">
          {list(block['elements']).map((element, n) => (
            <Small key={n} element={element} />
          ))}
        </div>
      );
    case 'actions':
    case 'context_actions':
      return (
        <div class="actions">
          {list(block['elements']).map((element, n) => (
            <Element key={n} element={element} of={of} blockId={id} />
          ))}
        </div>
      );
    case 'rich_text':
      return <RichText block={block} />;
    case 'markdown':
      return <Markdown source={string(block['text'])} />;
    case 'table':
      return <Table block={block} />;
    case 'data_table':
      return <DataTable block={block} />;
    case 'plan':
      return <Plan block={block} />;
    case 'task_card':
      return <Task task={block} />;
    case 'container':
      return <Container block={block} of={of} />;
    case 'card':
      return <Card block={block} of={of} />;
    case 'carousel':
      return (
        <div class="carousel">
          {list(block['elements']).map((card, n) => (
            <Card key={n} block={card} of={of} />
          ))}
        </div>
      );
    case 'image':
      return <Picture image={block} />;
    case 'video':
      return <Link url={string(block['video_url'])}>▶ {words(block['title'])}</Link>;
    case 'alert':
      return (
        <div class={`alert ${string(block['level'])}`}>
          <Text text={block['text']} />
        </div>
      );
    case 'input':
      return (
        <label class="input">
          {words(block['label'])}
          {isJson(block['element']) && <Element element={block['element']} of={of} blockId={id} />}
        </label>
      );
    default:
      return <div class="unknown">A block of type {string(block['type'])} is not drawn here.</div>;
  }
}

function Text({ text }: { readonly text: unknown }) {
  if (isJson(text) && text['type'] === 'mrkdwn') return <Mrkdwn source={string(text['text'])} />;
  return <>{emojis(words(text))}</>;
}

function Section({ block, of }: { readonly block: Json; readonly of: string }) {
  const { text, fields, accessory, block_id } = block;
  return (
    <div class="section">
      <div class="section-words">
        {text !== undefined && (
          <div class="words">
            <Text text={text} />
          </div>
        )}
        {fields !== undefined && (
          <div class="fields">
            {list(fields).map((field, n) => (
              <div key={n} class="words">
                <Text text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {isJson(accessory) && <Element element={accessory} of={of} blockId={string(block_id)} />}
    </div>
  );
}

function Small({ element }: { readonly element: Json }) {
  return element['type'] === 'image' ? (
    <Picture image={element} />
  ) : (
    <span>
      <Text text={element} />
    </span>
  );
}

/** The page fetches nothing from elsewhere, so a picture is told rather than shown. */
function Picture({ image }: { readonly image: Json }) {
  return (
    <Link url={string(image['image_url'])}>
      <Icon name="picture" /> {string(image['alt_text'])}
    </Link>
  );
}

function Container({ block, of }: { readonly block: Json; readonly of: string }) {
  const title = isJson(block['rich_text_title']) ? (
    <RichText block={block['rich_text_title']} />
  ) : (
    words(block['title'])
  );
  const head = (
    <>
      <strong>{title}</strong>
      {block['subtitle'] !== undefined && (
        <span class="muted">
          {' '}
          <Text text={block['subtitle']} />
        </span>
      )}
    </>
  );
  const inner = <Blocks blocks={list(block['child_blocks'])} of={of} />;
  if (block['is_collapsible'] !== true)
    return (
      <div class="container">
        <div>{head}</div>
        {inner}
      </div>
    );
  return (
    <details class="container" open={block['default_collapsed'] !== true}>
      <summary>{head}</summary>
      {inner}
    </details>
  );
}

function Card({ block, of }: { readonly block: Json; readonly of: string }) {
  return (
    <div class="card">
      <strong>
        <Text text={block['title']} />
      </strong>
      <div class="muted">
        <Text text={block['subtitle']} />
      </div>
      <div>
        <Text text={block['body']} />
      </div>
      <div class="actions">
        {list(block['actions']).map((element, n) => (
          <Element key={n} element={element} of={of} blockId={string(block['block_id'])} />
        ))}
      </div>
    </div>
  );
}

export const asJson = (blocks: readonly Block[] | undefined): readonly Json[] => blocks ?? [];
