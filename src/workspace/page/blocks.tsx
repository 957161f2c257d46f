import type { ComponentChildren } from 'preact';
import type { Block } from '../state/message.ts';
import { Icon } from './icons.tsx';
import { Element } from './elements.tsx';
import { InputBlock } from './input-block.tsx';
import type { Json } from './json.ts';
import { isJson, list, string, words } from './json.ts';
import { Markdown } from './markdown.tsx';
import { emojis } from './mrkdwn.ts';
import { Plan, Task } from './plan.tsx';
import { RichText } from './rich-text.tsx';
import { DataTable, Table } from './tables.tsx';
import { Text } from './text.tsx';
import { Link } from './words.tsx';

/** Block Kit as it looks in Slack, on whatever surface stands around it; docs/decisions/0019 says why it is drawn here. */

export function Blocks({ blocks }: { readonly blocks: readonly Json[] }) {
  return (
    <div class="blocks">
      {blocks.map((block, index) => (
        // By place rather than by block_id, which an edit renames: what is open stays open, and the focus where it is.
        <One key={`${index} ${string(block['type'])}`} block={block} />
      ))}
    </div>
  );
}

function One({ block }: { readonly block: Json }): ComponentChildren {
  const id = string(block['block_id']);
  switch (block['type']) {
    case 'section':
      return <Section block={block} />;
    case 'header':
      return <h2 class="header">{emojis(words(block['text']))}</h2>;
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
            <Element key={n} element={element} blockId={id} />
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
      return <Container block={block} />;
    case 'card':
      return <Card block={block} />;
    case 'carousel':
      return (
        <div class="carousel">
          {list(block['elements']).map((card, n) => (
            <Card key={n} block={card} />
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
      return <InputBlock block={block} />;
    default:
      return <div class="unknown">A block of type {string(block['type'])} is not drawn here.</div>;
  }
}

function Section({ block }: { readonly block: Json }) {
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
      {isJson(accessory) && <Element element={accessory} blockId={string(block_id)} />}
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

/** The page fetches nothing from elsewhere, so a picture is told rather than shown; but one that was uploaded here. */
function Picture({ image }: { readonly image: Json }) {
  const file = image['slack_file'];
  if (isJson(file) && typeof file['id'] === 'string') {
    return (
      <figure class="shown">
        {isJson(image['title']) && <figcaption class="muted">{words(image['title'])}</figcaption>}
        <img
          class="picture"
          src={`/files-pri/${encodeURIComponent(file['id'])}/picture`}
          alt={string(image['alt_text'])}
        />
      </figure>
    );
  }
  return (
    <Link url={string(image['image_url'])}>
      <Icon name="picture" /> {string(image['alt_text'])}
    </Link>
  );
}

function Container({ block }: { readonly block: Json }) {
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
  const inner = <Blocks blocks={list(block['child_blocks'])} />;
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

function Card({ block }: { readonly block: Json }) {
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
          <Element key={n} element={element} blockId={string(block['block_id'])} />
        ))}
      </div>
    </div>
  );
}

export const asJson = (blocks: readonly Block[] | undefined): readonly Json[] => blocks ?? [];
