import { rules as preset } from '@secretlint/secretlint-rule-preset-recommend';
import type { SecretLintSourceCode } from '@secretlint/types';
import { insideWord, isWordCharacter } from './provider-tokens.ts';
import { nothing, type Rule, type Span } from './rule.ts';

/**
 * The token formats that the makers of secretlint maintain (MIT), run where one of a rule's hints begins. They keep no
 * hints themselves: a rule is listed here by its id, with that with which each of its tokens begins.
 */
export const hintsOfMaintained: Readonly<Record<string, Tokens>> = {
  '1password': { kind: '1Password token', begin: ['ops_'] },
  anthropic: { kind: 'API key', begin: ['sk-ant-'] },
  databricks: { kind: 'Databricks token', begin: ['dapi'] },
  docker: { kind: 'Docker Hub token', begin: ['dckr_pat_'] },
  figma: { kind: 'Figma token', begin: ['figd_'] },
  github: { kind: 'GitHub token', begin: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'] },
  gitlab: { kind: 'GitLab token', begin: ['glpat-'] },
  grafana: { kind: 'Grafana token', begin: ['glc_', 'glsa_'] },
  groq: { kind: 'API key', begin: ['gsk_'] },
  'hashicorp-vault': { kind: 'Vault token', begin: ['hvs.', 'hvb.', 'hvr.'] },
  huggingface: { kind: 'Hugging Face token', begin: ['hf_'] },
  linear: { kind: 'API key', begin: ['lin_api_'] },
  notion: { kind: 'Notion token', begin: ['ntn_'] },
  npm: { kind: 'npm token', begin: ['npm_'] },
  openai: { kind: 'API key', begin: ['sk-'] },
  sendgrid: { kind: 'SendGrid key', begin: ['SG.'] },
  shopify: { kind: 'Shopify token', begin: ['shppa_', 'shpca_', 'shpat_', 'shpss_'] },
  slack: { kind: 'Slack token', begin: ['xoxb-', 'xoxp-', 'xapp-', 'xoxa-', 'xoxo-', 'xoxr-'] },
  vercel: { kind: 'Vercel token', begin: ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'] },
};

/** These report a whole address or key where only a part may be masked, or look at files; rules of our own do their work. */
export const notForText: readonly string[] = [
  'aws',
  'basicauth',
  'database-connection-string',
  'filter-comments',
  'gcp',
  'privatekey',
];

interface Tokens {
  readonly kind: string;
  readonly begin: readonly string[];
}

const prefix = '@secretlint/secretlint-rule-';
/** The longest, of a 1Password service account, has 1,300 characters. */
const longestToken = 1500;

export function maintainedRules(): readonly Rule[] {
  return preset.flatMap((rule): Rule[] => {
    const tokens = hintsOfMaintained[rule.meta.id.replace(prefix, '')];
    if (!tokens) return [];
    let found: Span[] = [];
    const handler = rule.create(
      {
        sharedOptions: {},
        createTranslator: () => () => ({ message: '', messageId: '', data: undefined }),
        report: ({ range: [start, end] }) => found.push({ start, end, kind: tokens.kind }),
        ignore: () => undefined,
      },
      {},
    );
    // Hints that stand close to each other (`SG.SG.SG.`) are all in what the first of them had looked at.
    let source = '';
    let from = 0;
    let to = -1;

    function find(text: string, at: number, hint: string): readonly Span[] {
      if (!text.startsWith(hint, at) || insideWord(text, at, hint)) return nothing;
      if (at < from || at >= to || text !== source) {
        const end = endOfToken(text, at + hint.length);
        if (end - at < 16) return nothing;
        [source, from, to] = [text, at, Math.min(end, at + longestToken)];
        found = [];
        void handler.file?.(sourceOf(text.slice(at, end)));
        found = found.map((span) => ({ ...span, start: at + span.start, end: at + span.end }));
      }
      return found.filter(({ start }) => start >= at);
    }

    return [{ hints: tokens.begin, find }];
  });
}

/** Far enough that a token that begins within the longest one's length is whole. */
function endOfToken(text: string, from: number): number {
  let i = from;
  while (i - from < 2 * longestToken && isTokenCharacter(text.charCodeAt(i))) i += 1;
  return i;
}

function isTokenCharacter(code: number): boolean {
  return isWordCharacter(code) || code === 45 || code === 46 || code === 43 || code === 47 || code === 61; // - . + / =
}

/** A text without a file. These rules ask for no lines and columns. */
function sourceOf(content: string): SecretLintSourceCode {
  return {
    content,
    hasBOM: false,
    filePath: undefined,
    physicalFilePath: undefined,
    contentType: 'text',
    ext: '.log',
    getFilePath: () => undefined,
    getPhysicalFilePath: () => undefined,
    locationToRange: unasked,
    rangeToLocation: unasked,
    positionToIndex: unasked,
    indexToPosition: unasked,
  };
}

function unasked(): never {
  throw new Error('a rule for tokens asked for a place');
}
