import type { Catalogue } from '../catalogue.ts';

/** Of `/logs`: what the command and its workers say. */
export const workersLogs: Catalogue = {
  // workers/find.ts
  'No worker serves {0} just now.': '目前没有 worker 服务 {0}。',
  'No worker of {0} answered within {1} s.': '{0} 的 worker 在 {1} 秒内都没有响应。',
  // workers/follow.ts
  "Ferryman itself failed; the worker's log has the rest under job {0}.":
    'Ferryman 自身出错；详情见 worker 日志中的任务 {0}。',
  'Two workers ended while they followed this log.': '跟踪这份日志时，先后有两个 worker 退出。',
  // workers/logs.ts
  'The reading': '读取日志',
  'Two workers ended while they read this log.': '读取这份日志时，先后有两个 worker 退出。',
  // commands/logs.ts
  'A log is followed in Slack for ten minutes at most; at a prompt `ferryman logs … --follow` goes on until Ctrl-C.':
    '在 Slack 里最多跟踪日志十分钟；在命令行用 `ferryman logs … --follow` 可一直跟踪，直到按 Ctrl-C。',
  'Type {0} {1}': '请输入 {0} {1}',
  'This button is of another Ferryman.': '这个按钮属于另一个 Ferryman。',
  'Type {0} and the name of the container.': '请输入 {0} 加容器名。',
  // src/report/log-query.ts
  'The quote {0} is not closed.': '引号 {0} 没有闭合。',
  'A log is followed for an hour at most.': '日志最多跟踪一小时。',
  '{0} stands there twice.': '{0} 重复指定。',
  'Which container?': '哪个容器？',
  '`until` lies before `since`.': '`until` 早于 `since`。',
  'A log can be followed only from now on, not `until` a time.':
    '日志只能从现在起跟踪，不能用 `until` 指定时间。',
  "{0} can be no container's name.": '{0} 不是合法的容器名。',
  '{0} is no word that /logs knows: {1}?': '/logs 无法识别 {0}：是不是想输入 {1}？',
  '{0}: what is it? The container is {1}; a host stands behind `on`, a pattern behind `grep`.':
    '无法识别 {0}。容器是 {1}；主机写在 `on` 后面，匹配模式写在 `grep` 后面。',
  // src/report/log-clauses.ts
  'Which host? `on` needs its name.': '哪台主机？`on` 后面要写主机名。',
  '`tail` takes a number of lines from 1 to {0}.': '`tail` 后面要写行数，1 到 {0}。',
  '`{0}` needs a time behind it.': '`{0}` 后面要写时间。',
  '`grep` needs a pattern behind it.': '`grep` 后面要写匹配模式。',
  '`follow` takes a time such as 30s or 2m.': '`follow` 后面写时长，例如 30s 或 2m。',
  // src/report/log-times.ts
  '{0} of what? Write minutes, hours or days behind it.': '{0} 的单位是什么？请在后面写明分钟、小时或天。',
  '{0} is no time of day.': '{0} 不是有效的时刻。',
  '"{0}" is no time. Write 30m, 2h, 1d, 10:00 or 2026-11-22T10:00 (UTC).':
    '「{0}」不是时间。请写 30m、2h、1d、10:00 或 2026-11-22T10:00（UTC）。',
  '{0} is no date.': '{0} 不是有效的日期。',
  '{0} lies in the future.': '{0} 是将来的时间。',
  // src/patterns/read-pattern.ts
  'The pattern behind grep is empty.': 'grep 后面的匹配模式是空的。',
  'The pattern behind grep is longer than {0} characters.': 'grep 后面的匹配模式超过 {0} 个字符。',
  'The pattern behind grep is too large: a repetition of a repetition, or counts that are too high.':
    'grep 后面的匹配模式太大：重复中套着重复，或重复次数过高。',
  'The pattern behind grep cannot be read: {0}.': 'grep 后面的匹配模式无法解析：{0}。',
  'The pattern behind grep cannot be read: {0} (at {1}).':
    'grep 后面的匹配模式无法解析：{0}（位于「{1}」）。',
  'it looks ahead or behind, which RE2 does not do': '用了前瞻或后顾断言，RE2 不支持',
  'it refers back to a group, which RE2 does not do': '用了反向引用，RE2 不支持',
  'a ( has no ); write \\( for the character itself': '( 没有对应的 )；要匹配字符本身请写 \\(',
  'a ) has no (; write \\) for the character itself': ') 没有对应的 (；要匹配字符本身请写 \\)',
  'a [ has no ]; write \\[ for the character itself': '[ 没有对应的 ]；要匹配字符本身请写 \\[',
  'there is nothing to repeat before it': '重复符号前面没有可重复的内容',
  'a repetition is repeated; put the first into parentheses': '重复符号连用；请把前一个放进括号',
  'RE2 repeats 1,000 times at most, and the first number is the lower':
    'RE2 最多重复 1,000 次，且第一个数不得大于第二个',
  'it ends with a \\; write \\\\ for the character itself': '以 \\ 结尾；要匹配字符本身请写 \\\\',
};
