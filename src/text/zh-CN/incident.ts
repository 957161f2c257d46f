import type { Catalogue } from '../catalogue.ts';

export const incident: Catalogue = {
  // incident-content.ts
  Subject: '对象',
  Since: '开始时间',
  Until: '结束时间',
  'open, critical': '未恢复，严重',
  'open, a warning': '未恢复，警告',
  'comes and goes': '反复出现',
  'not watched any more': '已不再监控',
  resolved: '已恢复',
  'Watched until': '监控截止',
  'Resolved at': '恢复时间',
  'Lasted at least': '至少持续',
  Lasted: '持续时长',
  Came: '出现次数',
  once: '1 次',
  '{0} times in {1}': '{1}内 {0} 次',
  'Nobody could look there, so nobody knows whether anything is wrong.':
    '无法检查，目前不清楚那里是否有故障。',
  'What a look finds there now is told separately.': '恢复检查后发现的情况会另行通知。',
  'It is not told again each time; it counts as over when it has stayed away for a while.':
    '不会每次都通知；一段时间不再出现才算恢复。',
  '{0} is not watched any more: how it is now is not known.': '{0} 已不再监控，现状未知。',
  '{0} hosts are not watched any more: how they are now is not known.': '{0} 台主机已不再监控，现状未知。',
  'Ask for a fix': '发起修复',
  'All about it': '完整诊断',
  // incident-tried.ts
  'Looks since': '此后检查次数',
  'Last look': '最近一次检查',
  'Change {0}: {1}.': '变更 {0}：{1}。',
  'Diagnosed once more since: {0}.': '此后又诊断过 1 次：{0}。',
  'Diagnosed {0} times more since, {1} last.': '此后又诊断过 {0} 次，最近一次是 {1}。',
  // incident-headline.ts
  '{0} hosts': '{0} 台主机',
  '{0} of {1} hosts': '{1} 台主机中的 {0} 台',
  '{0} at about the same time. On {1}: {2}': '{0}几乎同时出现。{1}：{2}',
  '{0}, the same cause. On {1}: {2}': '{0}，同一根因。{1}：{2}',
  'Nobody could look at {0}': '此前无法检查 {0}',
  '{0} can be looked at again': '{0} 已可重新检查',
  'Nobody can look at {0}: {1}': '无法检查 {0}：{1}',
  'Nobody can look at {0}': '无法检查 {0}',
  // incident-members.ts
  'cannot be looked at': '无法检查',
  'still there': '仍存在',
  'can be looked at again': '已可重新检查',
  gone: '已消失',
  // incident-span.ts
  '{0} h': '{0} 小时',
  '{0} d': '{0} 天',
  '{0} d {1} h': '{0} 天 {1} 小时',
  // destinations/webhook-signature.ts
  'FERRYMAN_WEBHOOK_SECRET begins with whsec_ and is no such secret: the base64 of 24 bytes or more is missing behind it.':
    'FERRYMAN_WEBHOOK_SECRET 以 whsec_ 开头，却不是有效的密钥：后面应是至少 24 字节的 base64。',
  'Make one: echo whsec_$(openssl rand -base64 32)': '可用此命令生成：echo whsec_$(openssl rand -base64 32)',
  // destinations/webhook.ts
  '{0} did not answer ({1}).': '{0} 没有应答（{1}）。',
  'See that this machine reaches it, and that the address in ferryman.yaml is right; then: ferryman notify test':
    '请确认这台机器能访问它、ferryman.yaml 中的地址无误，然后运行：ferryman notify test',
  '{0} takes nothing for another {1} s.': '{0} 在 {1} 秒内不再接收通知。',
  'Ferryman tells it afterwards.': 'Ferryman 会在此之后再通知。',
  '{0} answered with HTTP {1}.': '{0} 返回了 HTTP {1}。',
  'Ferryman follows no redirect: write the address that it leads to into ferryman.yaml.':
    'Ferryman 不跟随重定向：请把最终地址写进 ferryman.yaml。',
  'See in its log why; only an answer of 200 to 299 counts as delivered.':
    '原因见对方的日志；只有返回 200 至 299 才算送达。',
  // destinations/email.ts
  'This is only a test: Ferryman would tell of incidents here.':
    '这只是一条测试：Ferryman 会在这里通知故障。',
  '[Ferryman] A test': '[Ferryman] 测试',
  'The mail server does not take mail for {0}.': '邮件服务器不接收发给 {0} 的邮件。',
  "Correct the address in ferryman.yaml, or see in the server's log why.":
    '请改正 ferryman.yaml 中的地址，或在邮件服务器的日志里查看原因。',
  // destinations/mail-server.ts
  'notify.smtp names the account {0}, and FERRYMAN_SMTP_PASSWORD is not set.':
    'notify.smtp 写了账号 {0}，但没有设置 FERRYMAN_SMTP_PASSWORD。',
  'Set it where Ferryman runs, or take the account out of ferryman.yaml.':
    '请在运行 Ferryman 的环境中设置它，或从 ferryman.yaml 中删去该账号。',
  'The mail server {0}:{1} did not take the mail ({2}).': '邮件服务器 {0}:{1} 没有接收邮件（{2}）。',
  'See that notify.smtp.user and FERRYMAN_SMTP_PASSWORD are right, and that the account may send.':
    '请确认 notify.smtp.user 和 FERRYMAN_SMTP_PASSWORD 无误，且该账号允许发信。',
  'See that the server offers STARTTLS at this port with a certificate for its name; on port 465 it is tls: implicit.':
    '请确认该端口支持 STARTTLS，且证书与服务器名称相符；465 端口应写 tls: implicit。',
  'See that the addresses in ferryman.yaml are right, and that the server takes mail from notify.smtp.from.':
    '请确认 ferryman.yaml 中的地址无误，且邮件服务器允许 notify.smtp.from 发信。',
  'See that this machine reaches it, and that notify.smtp is right; then: ferryman notify test':
    '请确认这台机器能访问它、notify.smtp 无误，然后运行：ferryman notify test',
  // destinations/feishu-error.ts
  'Feishu refused it ({0}: {1}).': '飞书拒绝了该请求（{0}：{1}）。',
  'Feishu takes nothing for another {0} s.': '飞书在 {0} 秒内不再接收请求。',
  'Add the bot of the app to that group: its settings, Bots.':
    '请在该群的设置、群机器人中添加这个应用的机器人。',
  "Switch on the bot of the app in Feishu's developer console, and release a version of it.":
    '请在飞书开发者后台启用该应用的机器人能力，并发布版本。',
  "Give the app the permission im:message:send_as_bot in Feishu's developer console, and release a version of it.":
    '请在飞书开发者后台为该应用开通权限 im:message:send_as_bot，并发布版本。',
  'See that FERRYMAN_FEISHU_APP_ID and FERRYMAN_FEISHU_APP_SECRET are those of the app.':
    '请确认 FERRYMAN_FEISHU_APP_ID 和 FERRYMAN_FEISHU_APP_SECRET 是该应用的凭证。',
  "Feishu's documents say what that number means: https://open.feishu.cn/document/server-docs/api-call-guide/generic-error-code":
    '该错误码的含义见飞书文档：https://open.feishu.cn/document/server-docs/api-call-guide/generic-error-code',
  // destinations/feishu-http.ts
  'See that this machine reaches it, and that notify.feishu.url is right; then: ferryman notify test':
    '请确认这台机器能访问它、notify.feishu.url 无误，然后运行：ferryman notify test',
  // destinations/feishu.ts
  'Feishu took a message and did not say where it stands.': '飞书接收了消息，却没有返回消息 ID。',
  'Report this.': '请反馈这个问题。',
  'A destination is a group of Feishu, and FERRYMAN_FEISHU_APP_ID and FERRYMAN_FEISHU_APP_SECRET are not both set.':
    '通知目标中有飞书群，但 FERRYMAN_FEISHU_APP_ID 和 FERRYMAN_FEISHU_APP_SECRET 没有都设置。',
  "Set them where Ferryman runs: they stand in Feishu's developer console, under Credentials.":
    '请在运行 Ferryman 的环境中设置它们：见飞书开发者后台的「凭证与基础信息」。',
};
