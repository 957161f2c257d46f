import type { Catalogue } from '../catalogue.ts';

export const dashboard: Catalogue = {
  // door-pages.ts
  'This browser has not been let in.': '这个浏览器尚未获准访问。',
  'Open the link that was printed when Ferryman started last; it lets in one browser. If that is used up, open /invite in a browser that is in, which shows a link for this one; or start Ferryman anew, which prints one.':
    '请打开 Ferryman 最近一次启动时打印的链接，它只供一个浏览器使用。如果已经用过，请在已获准的浏览器中打开 /invite，取得供这个浏览器使用的链接；或者重新启动 Ferryman，它会打印新的链接。',
  'That is not the token.': '令牌不正确。',
  'Token of this dashboard': '仪表盘令牌',
  'Whoever runs Ferryman has set it as FERRYMAN_DASHBOARD_TOKEN.':
    '由 Ferryman 的管理员设置在 FERRYMAN_DASHBOARD_TOKEN 中。',
  'Open the dashboard': '打开仪表盘',
  // words.ts
  'Ferryman: how everything is': 'Ferryman：总体状态',
  'Looking at how everything is…': '正在读取总体状态…',
  'live · heard {0} ago': '实时 · {0} 前更新',
  'connection lost · last heard {0} ago': '连接已断开 · 最后更新于 {0} 前',
  'Nothing has been heard for {0}. What stands here may be over; the page goes on trying.':
    '已有 {0} 没有收到更新。这里的内容可能已经过时；页面会继续重试。',
  'For {0} Ferryman could not read how things are: its queue does not answer. What stands here may be over.':
    'Ferryman 已有 {0} 无法读取状态：它的队列没有应答。这里的内容可能已经过时。',
  'This browser is not let in any more: Ferryman was started anew. Open its new link, or load this page again.':
    '这个浏览器不再获准访问：Ferryman 已重新启动。请打开它新打印的链接，或重新加载本页。',
  'Load again': '重新加载',
  'Filter hosts': '筛选主机',
  'Name, site, tag or fault': '主机名、站点、标签或故障',
  'No host fits.': '没有符合的主机。',
  'seen {0} ago': '{0} 前检查过',
  waits: '排队中',
  'Nothing that people asked for runs or waits.': '没有正在执行或排队的请求。',
  Queues: '队列',
  'No job runs or waits.': '没有正在执行或排队的任务。',
  Jobs: '任务',
  Site: '站点',
  Running: '执行中',
  Waiting: '排队',
  'First waits': '最早的已等待',
  'Kept in': '任务保存在',
  'Single jobs (Bull Board)': '逐个任务（Bull Board）',
  Theme: '外观',
  'System theme': '跟随系统',
  Light: '浅色',
  Dark: '深色',
  Language: '语言',
};
