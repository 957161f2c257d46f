import type { ComponentChildren } from 'preact';
import type { Json } from './json.ts';
import { isJson, list, string } from './json.ts';
import { emoji } from './mrkdwn.ts';
import { GroupMention, Link, Moment, RoomMention, UserMention } from './words.tsx';

export function RichText({ block }: { readonly block: Json }) {
  return (
    <div class="rich-text">
      {list(block['elements']).map((part, index) => (
        <Part key={index} part={part} />
      ))}
    </div>
  );
}

function Part({ part }: { readonly part: Json }): ComponentChildren {
  const leaves = list(part['elements']).map((leaf, index) => <Leaf key={index} leaf={leaf} />);
  switch (part['type']) {
    case 'rich_text_preformatted':
      return <pre>{leaves}</pre>;
    case 'rich_text_quote':
      return <blockquote>{leaves}</blockquote>;
    case 'rich_text_list': {
      const items = list(part['elements']).map((item, index) => (
        <li key={index}>
          <Part part={item} />
        </li>
      ));
      const style = { marginInlineStart: `${Number(part['indent'] ?? 0) * 1.5}em` };
      return part['style'] === 'ordered' ? <ol style={style}>{items}</ol> : <ul style={style}>{items}</ul>;
    }
    default:
      return <div class="words">{leaves}</div>;
  }
}

function Leaf({ leaf }: { readonly leaf: Json }): ComponentChildren {
  return styled(bare(leaf), isJson(leaf['style']) ? leaf['style'] : {});
}

function bare(leaf: Json): ComponentChildren {
  switch (leaf['type']) {
    case 'text':
      return string(leaf['text']);
    case 'link':
      return <Link url={string(leaf['url'])}>{string(leaf['text']) || string(leaf['url'])}</Link>;
    case 'emoji':
      return emoji(string(leaf['name'])) ?? `:${string(leaf['name'])}:`;
    case 'user':
      return <UserMention id={string(leaf['user_id'])} />;
    case 'channel':
      return <RoomMention id={string(leaf['channel_id'])} />;
    case 'usergroup':
      return <GroupMention id={string(leaf['usergroup_id'])} />;
    case 'broadcast':
      return <span class="mention loud">@{string(leaf['range'])}</span>;
    case 'date':
      return <Moment seconds={Number(leaf['timestamp'])} format={string(leaf['format'])} />;
    case 'color':
      return <code>{string(leaf['value'])}</code>;
    default:
      return '';
  }
}

function styled(words: ComponentChildren, style: Json): ComponentChildren {
  let made = words;
  if (style['code'] === true) made = <code>{made}</code>;
  if (style['bold'] === true) made = <strong>{made}</strong>;
  if (style['italic'] === true) made = <em>{made}</em>;
  if (style['strike'] === true) made = <s>{made}</s>;
  if (style['underline'] === true) made = <u>{made}</u>;
  return made;
}
