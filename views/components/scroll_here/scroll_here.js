export default function ({ parentElement }) {
  parentElement.host.scrollIntoView({ block: "nearest" });
}
