// 把页面留在设备上的文字，页面空闲时才载入。

/** @type {Record<keyof typeof import("./keep_en.js").keepEn, string>} */
export const keepZh = {
  keep_newer: "本页面有新版本，下次打开时启用；眼下的运行照常继续。",
  keep_use_newer: "现在就用新版本，重新开始运行",
  keep_title: "留在手边",
  keep_stored: "本页面已存在这台设备上，没有网络也能打开。",
  keep_storing: "正在把本页面存到这台设备上，以便没有网络时也能打开。",
  keep_none: "这个浏览器没有保存本页面。单个文件的版本到处都能用：",
  keep_install: "安装为应用",
  keep_file: "全部内容存成一个文件",
  keep_file_help: "双击即可打开，不用网络，也不用服务器",
};
