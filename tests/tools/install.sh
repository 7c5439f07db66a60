# shellcheck shell=bash disable=SC2154
# Puts on the machine what a part needs, where that is allowed; says what is missing where it is not.

# Runs a command as root, if that can be done without asking anybody.
as_root() {
  if ((EUID == 0)); then
    "$@"
  elif sudo -n true 2>/dev/null; then
    sudo -n "$@"
  else
    return 1
  fi
}

# install_packages NAME... from the system's package manager.
install_packages() {
  if ! command -v apt-get >/dev/null; then
    cannot_run "please install: $* (this machine has no apt-get)"
    return 1
  fi
  echo "installing $*"
  if [[ -z ${package_lists_are_fresh:-} ]]; then
    as_root apt-get update -qq >>"$part_log" 2>&1
    package_lists_are_fresh=yes
  fi
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null >>"$part_log" 2>&1; then
    cannot_run "could not install: $* (see $part_log)"
    return 1
  fi
}

# need_program NAME PACKAGE...: NAME can be run after this.
need_program() {
  local program=$1
  shift
  command -v "$program" >/dev/null || install_packages "$@"
}

need_compiler() {
  if ! command -v cargo >/dev/null; then
    cannot_run "Rust is missing: its version is in Cargo.toml, rust-version"
    return 1
  fi
  need_program cc build-essential && lint_while_compiling
}

# What `cargo clippy` sets, but for every build: clippy's compiler is the compiler, and its findings are warnings of the build.
lint_while_compiling() {
  local clippy
  if ! clippy=$(command -v clippy-driver); then
    cannot_run "clippy is missing: rustup component add clippy"
    return 1
  fi
  export RUSTC_WORKSPACE_WRAPPER=$clippy CLIPPY_ARGS=
}

need_nextest() {
  need_compiler || return 1
  cargo nextest --version >/dev/null 2>&1 && return 0
  echo "installing cargo-nextest"
  if ! env -u RUSTC_WORKSPACE_WRAPPER cargo install --quiet --locked cargo-nextest </dev/null >>"$part_log" 2>&1; then
    cannot_run "could not install cargo-nextest (see $part_log)"
    return 1
  fi
}

# Sets CHROMIUM, unless it is set, and sees to letters and symbols for it to draw. Where there is one without windows and
# menus, it is taken: somebody's own session opens four times as fast in it.
need_chromium() {
  if [[ -z ${CHROMIUM:-} ]]; then
    need_program chromium-headless-shell chromium-headless-shell || need_program chromium chromium || return 1
    CHROMIUM=$(command -v chromium-headless-shell || command -v chromium)
  fi
  export CHROMIUM
  if ! fc-list 2>/dev/null | grep -q .; then
    install_packages fontconfig fonts-dejavu-core fonts-liberation || return 1
  fi
}

# need_node_packages FOLDER: what FOLDER/package-lock.json lists is installed, and nothing else.
need_node_packages() {
  need_program npm nodejs npm || return 1
  [[ $1/node_modules/.package-lock.json -nt $1/package-lock.json ]] && return 0
  echo "installing the packages of ${1#"$root"/}"
  if ! npm ci --prefix "$1" --no-fund --no-audit </dev/null >>"$part_log" 2>&1; then
    cannot_run "npm could not install the packages of $1 (see $part_log)"
    return 1
  fi
}
