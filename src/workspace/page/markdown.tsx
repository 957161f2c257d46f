import type { Token, Tokens } from 'marked';
import { lexer } from 'marked';
import type { ComponentChildren } from 'preact';
import { emojis } from './mrkdwn.ts';
import { Link } from './words.tsx';

/** The markdown block. Only marked's tokens are used: HTML in the source stays text. */
export function Markdown({ source }: { readonly source: string }) {
  return <div class="markdown">{lexer(source).map(drawn)}</div>;
}

function drawn(token: Token, key: number): ComponentChildren {
  const inner = 'tokens' in token && token.tokens ? token.tokens.map(drawn) : undefined;
  if (isList(token)) {
    const entries = token.items.map((item, n) => <li key={n}>{item.tokens.map(drawn)}</li>);
    return token.ordered ? <ol key={key}>{entries}</ol> : <ul key={key}>{entries}</ul>;
  }
  switch (token.type) {
    case 'heading':
      return (
        <h2 key={key} class="header">
          {inner}
        </h2>
      );
    case 'paragraph':
      return <p key={key}>{inner}</p>;
    case 'strong':
      return <strong key={key}>{inner}</strong>;
    case 'em':
      return <em key={key}>{inner}</em>;
    case 'del':
      return <s key={key}>{inner}</s>;
    case 'codespan':
      return <code key={key}>{token['text']}</code>;
    case 'code':
      return <pre key={key}>{token['text']}</pre>;
    case 'blockquote':
      return <blockquote key={key}>{inner}</blockquote>;
    case 'hr':
      return <hr key={key} />;
    case 'br':
      return <br key={key} />;
    case 'space':
      return null;
    case 'link':
      return (
        <Link key={key} url={String(token['href'])}>
          {inner}
        </Link>
      );
    case 'text':
      return inner ?? emojis(plain(String(token['text'])));
    case 'escape':
      return String(token['text']);
    default:
      return token.raw;
  }
}

/** marked leaves entities as they are; a browser would read them in HTML, text nodes do not. */
const plain = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const isList = (token: Token): token is Tokens.List => token.type === 'list';
