import { nothing, type Rule } from './rule.ts';

/** A token that is known by its own looks, whatever stands around it. */
export interface Pattern {
  /** What it is called in counts: `AWS key`. */
  readonly kind: string;
  /** With what every such token begins, in this case. */
  readonly hint: string;
  /**
   * The whole token from the hint on; where it has a group `secret`, only that is masked. Matched only where the hint
   * begins, and only where no letter, digit or underscore stands before it.
   */
  readonly shape: RegExp;
  /** So unlike anything else that it counts within a word as well. */
  readonly glued?: true;
}

/** Public prefixes, from each provider's own documentation of its token formats. */
export const providerTokens: readonly Pattern[] = [
  { kind: 'AWS key', hint: 'AKIA', shape: /AKIA[A-Z0-9]{16}(?![A-Za-z0-9])/ },
  { kind: 'AWS key', hint: 'ASIA', shape: /ASIA[A-Z0-9]{16}(?![A-Za-z0-9])/ },
  { kind: 'Alibaba Cloud key', hint: 'LTAI', shape: /LTAI[A-Za-z0-9]{12,26}(?![A-Za-z0-9])/ },
  { kind: 'Alibaba Cloud key', hint: 'STS.', shape: /STS\.[A-Za-z0-9]{16,40}(?![A-Za-z0-9])/ },
  { kind: 'Tencent Cloud key', hint: 'AKID', shape: /AKID[A-Za-z0-9]{12,60}(?![A-Za-z0-9])/ },
  {
    kind: 'Slack token',
    hint: 'xox',
    shape: /xox[a-z](?:\.xox[a-z])?-(?=[A-Za-z0-9-]{0,80}\d{4})[A-Za-z0-9-]{8,}/,
  },
  { kind: 'Slack token', hint: 'xapp-', shape: /xapp-[A-Za-z0-9-]{8,}/ },
  {
    kind: 'Slack webhook',
    hint: 'hooks.slack.com',
    shape: /hooks\.slack\.com\\?\/(?:services|workflows|triggers)\\?\/(?<secret>[\w+/\\-]*[\w+/-])/,
  },
  { kind: 'GitHub token', hint: 'ghp_', shape: /ghp_[A-Za-z0-9]{20,}/ },
  { kind: 'GitHub token', hint: 'gho_', shape: /gho_[A-Za-z0-9]{20,}/ },
  { kind: 'GitHub token', hint: 'ghu_', shape: /ghu_[A-Za-z0-9]{20,}/ },
  { kind: 'GitHub token', hint: 'ghs_', shape: /ghs_[A-Za-z0-9]{20,}/ },
  { kind: 'GitHub token', hint: 'ghr_', shape: /ghr_[A-Za-z0-9]{20,}/ },
  { kind: 'GitHub token', hint: 'github_pat_', shape: /github_pat_[A-Za-z0-9_]{20,}/ },
  { kind: 'GitLab token', hint: 'glpat-', shape: /glpat-[\w.-]{16,}/ },
  { kind: 'GitLab token', hint: 'gldt-', shape: /gldt-[\w.-]{16,}/ },
  { kind: 'GitLab token', hint: 'glrt-', shape: /glrt-[\w.-]{16,}/ },
  { kind: 'GitLab token', hint: 'glcbt-', shape: /glcbt-[\w.-]{16,}/ },
  { kind: 'npm token', hint: 'npm_', shape: /npm_[A-Za-z0-9]{30,}/ },
  { kind: 'Docker Hub token', hint: 'dckr_pat_', shape: /dckr_pat_[\w-]{20,}/ },
  { kind: 'Docker swarm token', hint: 'SWMTKN-', shape: /SWMTKN-\d-[a-z0-9-]{20,}/ },
  { kind: 'PyPI token', hint: 'pypi-AgE', shape: /pypi-AgE[\w-]{20,}/ },
  { kind: 'Stripe key', hint: 'sk_', shape: /sk_(?:live|test|prod)_[A-Za-z0-9]{10,}/ },
  { kind: 'Stripe key', hint: 'rk_', shape: /rk_(?:live|test|prod)_[A-Za-z0-9]{10,}/ },
  { kind: 'Stripe key', hint: 'whsec_', shape: /whsec_[A-Za-z0-9+/=]{16,}/ },
  { kind: 'Google key', hint: 'AIza', shape: /AIza[\w-]{30,}/ },
  { kind: 'Google key', hint: 'GOCSPX-', shape: /GOCSPX-[\w-]{20,}/ },
  { kind: 'Google token', hint: 'ya29.', shape: /ya29\.[\w-]{20,}/ },
  { kind: 'API key', hint: 'sk-', shape: /sk-(?=[\w-]{0,60}\d)(?=[\w-]{0,60}[A-Z])[\w-]{20,300}/ },
  { kind: 'SendGrid key', hint: 'SG.', shape: /SG\.[\w-]{16,}\.[\w-]{16,}/ },
  { kind: 'Vault token', hint: 'hvs.', shape: /hvs\.[\w-]{20,}/ },
  { kind: 'age key', hint: 'AGE-SECRET-KEY-1', shape: /AGE-SECRET-KEY-1[0-9A-Z]{50,}/ },
  {
    kind: 'Feishu webhook',
    hint: 'open.feishu.cn',
    shape: /open\.feishu\.cn\/open-apis\/bot\/v2\/hook\/(?<secret>[\w-]{16,})/,
  },
  { kind: 'JWT', hint: 'eyJ', shape: /eyJ[\w-]{5,}(?:\.[\w-]{4,}){1,4}/ },
  { kind: 'password hash', hint: '$2a$', shape: /\$2a\$\d\d\$[./A-Za-z0-9]{20,}/ },
  { kind: 'password hash', hint: '$2b$', shape: /\$2b\$\d\d\$[./A-Za-z0-9]{20,}/ },
  { kind: 'password hash', hint: '$2y$', shape: /\$2y\$\d\d\$[./A-Za-z0-9]{20,}/ },
  { kind: 'password hash', hint: '$apr1$', shape: /\$apr1\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{20,}/ },
  { kind: 'password hash', hint: '$5$', shape: /\$5\$[./A-Za-z0-9=$]{1,40}\$[./A-Za-z0-9]{40,}/ },
  { kind: 'password hash', hint: '$6$', shape: /\$6\$[./A-Za-z0-9=$]{1,40}\$[./A-Za-z0-9]{40,}/ },
  { kind: 'password hash', hint: '$y$', shape: /\$y\$[./A-Za-z0-9$]{20,}/ },
];

export function patternRule({ kind, hint, shape, glued }: Pattern): Rule {
  const sticky = new RegExp(shape.source, [...new Set(`${shape.flags}yd`)].join('').replace('g', ''));
  return {
    hints: [hint],
    find: (text, at) => {
      if (!text.startsWith(hint, at) || (!glued && insideWord(text, at, hint))) return nothing;
      sticky.lastIndex = at;
      const indices = sticky.exec(text)?.indices;
      const [start, end] = indices?.groups?.secret ?? indices?.[0] ?? [];
      return start === undefined || end === undefined ? nothing : [{ start, end, kind }];
    },
  };
}

/**
 * Whether a letter, digit or underscore stands before this place; before a long hint (`MY_tskey-…`), whether a letter
 * does. The `n` of a `\n` written out in JSON is none.
 */
export function insideWord(text: string, at: number, hint: string): boolean {
  if (at === 0) return false;
  const code = text.charCodeAt(at - 1);
  if (!isWordCharacter(code) || (hint.length > 4 && code < 65) || (hint.length > 4 && code === 95))
    return false;
  return !(text.charAt(at - 2) === '\\' && 'nrt'.includes(text.charAt(at - 1)));
}

export function isWordCharacter(code: number): boolean {
  return (
    (code >= 48 && code <= 57) || // 0–9
    (code >= 65 && code <= 90) || // A–Z
    (code >= 97 && code <= 122) || // a–z
    code === 95 // _
  );
}
