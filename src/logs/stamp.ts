/**
 * Where a line's own timestamp ends: many programs write one, and the daemon's clock says the same. Known are ISO 8601 and its
 * relatives (Log4j, Logback, Serilog, nginx, Go), the syslogs of RFC 3164 and 5424, Apache, Tomcat, Redis, klog, Unix time, and
 * the first key of logfmt. 0 where the line begins with something else.
 */
export function afterStamp(text: string): number {
  const first = text.charCodeAt(0);
  // A digit, `[`, `<`, an upper case letter, or the `t` of `time=` and `ts=`.
  const likely =
    (first >= 0x30 && first <= 0x39) ||
    first === 0x5b ||
    first === 0x3c ||
    first === 0x74 ||
    (first >= 0x41 && first <= 0x5a);
  if (!likely) return 0;
  STAMP.lastIndex = 0;
  return STAMP.test(text) ? STAMP.lastIndex : 0;
}

const clock = String.raw`\d\d:\d\d:\d\d(?:[.,:]\d{1,9})?`;
const zone = String.raw`(?: ?(?:Z|[+-]\d\d:?\d\d|UTC|GMT|CES?T|MSK|[ECMP][SD]T)(?![A-Za-z]))?`;
const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const day = '(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?';

const dates = [
  // 2024-01-01T12:00:00.123Z, 2024/01/01 12:00:00, 20171223-22:15:29:606
  String.raw`\d{4}([-/.]?)\d\d\1\d\d[T _-]\d\d?:\d\d?:\d\d?(?:[.,:]\d{1,9})?${zone}`,
  // 17/06/09 20:10:40, 03-17 16:13:38.811
  String.raw`(?:\d\d/)?\d\d[-/.]\d\d ${clock}`,
  // Nov 22 10:00:00, Wed Nov 22 10:00:00 2026
  String.raw`${day}${month} {1,2}\d{1,2} (?:\d{4} )?${clock}(?: \d{4}(?= |\]))?`,
  // 22-Nov-2026 10:00:00.123, 22 Nov 2026 10:00:00.000, 22/Nov/2026:10:00:00 +0000
  String.raw`${day}\d{1,2}[- /]${month}[- /]\d{4}[ :]${clock}${zone}`,
  String.raw`${clock}`,
  // 081109 203518, 1700000000.123
  String.raw`\d{6} \d{6}(?= )`,
  String.raw`1\d{9}(?:\.\d+|\d{3}|\d{9})?(?= )`,
].join('|');

const STAMP = new RegExp(
  [
    // klog: E1122 10:00:00.123456, of which the letter is the level
    String.raw`[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6}[ \t]+`,
    String.raw`(?:<\d{1,3}>(?:1 )?)?(?:t(?:ime|s)=)?["[]?(?:${dates})["\]]?[ \t]*`,
  ].join('|'),
  'y',
);
