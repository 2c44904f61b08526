/** What each shell is told: all of them ask `halab complete`, which answers a line each, a tab before what it means. */

const bash = `# halab completion bash: source <(halab completion bash)
_halab() {
  local line lines
  COMPREPLY=()
  lines=$("$1" complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null) || return 0
  while IFS= read -r line; do
    [ -n "$line" ] && COMPREPLY+=("\${line%%$'\\t'*}")
  done <<< "$lines"
}
complete -o default -F _halab halab
`;

const zsh = `#compdef halab
# halab completion zsh: source <(halab completion zsh), below compinit
_halab() {
  local line
  local -a found
  for line in "\${(@f)$(halab complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [ -n "$line" ] && found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  if (( \${#found} )); then
    _describe halab found
  else
    _files
  fi
}
compdef _halab halab
`;

const fish = `# halab completion fish > ~/.config/fish/completions/halab.fish
function __halab_complete
    set -l before (commandline -opc)
    set -l found (halab complete -- $before[2..-1] (commandline -ct) 2>/dev/null)
    if test (count $found) -gt 0
        string join \\n -- $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c halab -f -k -a '(__halab_complete)'
`;

export const completionScripts = { bash, zsh, fish } as const;
