/**
 * What the shell does in namespaces of its own (user, network, mounts, processes): it builds a root that has programs,
 * libraries and fonts, one folder to work in, and nothing else of the machine; then LibreOffice runs in it with limits. There is
 * no network interface, and neither the data folder nor anybody's home is there to be read by a document that names files.
 * Parameters: the new root (an empty folder), the folder to work in, the program, the name of the file, what to make of it.
 */
export const SANDBOX = `set -e
root=$1 work=$2 program=$3 file=$4 to=$5
mount -t tmpfs -o size=1g,mode=755 none "$root"
for part in usr lib lib32 lib64 bin sbin opt etc/fonts etc/libreoffice etc/alternatives etc/ld.so.cache var/cache/fontconfig; do
  if [ -L "/$part" ]; then cp -P "/$part" "$root/$part"
  elif [ -d "/$part" ]; then mkdir -p "$root/$part"; mount --bind -o ro "/$part" "$root/$part"
  elif [ -f "/$part" ]; then mkdir -p "$root/\${part%/*}"; cp "/$part" "$root/$part"; fi
done
mkdir -p "$root/work" "$root/tmp" "$root/dev" "$root/proc"
for part in null zero urandom random; do touch "$root/dev/$part"; mount --bind "/dev/$part" "$root/dev/$part"; done
mount -t proc -o nosuid,nodev,noexec none "$root/proc"
mount --bind "$work" "$root/work"
cd "$root"
[ -n "$file" ] || exit 0
# No macro is run, whoever signed it, and nothing is fetched that a document names.
mkdir -p tmp/profile/user
cat > tmp/profile/user/registrymodifications.xcu <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
</oor:items>
END
exec env -i HOME=/tmp PATH=/usr/bin:/bin:/usr/sbin:/sbin LC_ALL=C.UTF-8 \\
  prlimit --as=4000000000 --cpu=60 --fsize=200000000 --nproc=4096 --core=0 chroot "$root" \\
  "$program" -env:UserInstallation=file:///tmp/profile --headless --norestore --nolockcheck --nodefault --nologo \\
  --convert-to "$to" --outdir /work "/work/$file"
`;

/** Namespaces of its own; everything in them ends with the first process. */
export const UNSHARE = ["-r", "-n", "-m", "-p", "-i", "-f", "--kill-child", "sh", "-c", SANDBOX, "sh"];
