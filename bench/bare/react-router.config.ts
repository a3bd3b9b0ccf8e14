export default { appDirectory: "app", buildDirectory: "../../build/bare" };
