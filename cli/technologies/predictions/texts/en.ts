import type { Texts } from "../../../core/kinds/rule.ts";

const read = "halab show {lab}";

export const texts: Texts = {
  "no-prediction": {
    title: "A step has nothing to compare its measure with",
    because: "{file} predicts nothing for {names}.",
    see: "halab exec {lab} {node} -- grep -n {first} {file}",
    hints: [
      "What do you expect in the step {step}?",
      "A line is NAME: VALUE UNIT; each name stands there once.",
      "Write `{first}: VALUE` into {file}, with a unit where one is asked for.",
    ],
    why: "A prediction that is written down before is what makes the measure a lesson. Without one the check fails, whatever is measured.",
    example: "box-start:",
  },
  "not-a-number": {
    title: "A prediction cannot be read",
    because: '{name} says "{said}", which is no number with one of its units: {units}.',
    see: "halab exec {lab} {node} -- grep -n {name} {file}",
    hints: [
      "Which unit has what {name} predicts?",
      "A line is NAME: VALUE UNIT. The units are {units}.",
      "Write a number and one of {units} into line {line} of {file}.",
    ],
    why: "A prediction is compared with the measure by its order of magnitude, so it has to be a number in a unit that fits.",
    example: "vm-memory: 200 s",
  },
  "kernel-contradicts": {
    title: "The answer contradicts what the machines are",
    because: "{name} says {said} of {nodes}, and in this lab {machines}.",
    see: read,
    hints: [
      "What is a container to the kernel of its host, and what is a virtual machine?",
      "Who of {nodes} boots a kernel of its own?",
      "Think again about line {line}: containers are processes of one kernel, a VM boots its own.",
    ],
    why: "A container is a group of processes that the host's kernel keeps apart from others. A virtual machine is hardware made of software, and on hardware a kernel is booted.",
    example: "vm-shares-kernel: yes",
  },
  "limit-contradicts": {
    title: "The answer contradicts the limit that the lab sets",
    because: "{name} says {said}, and the lab gives {of} {limit} MiB.",
    see: read,
    hints: [
      "Who enforces the limit of a container?",
      "What a process sees and what it may have are two things. The lab says how much {of} may have.",
      "Think again about line {line}: the kernel ends a process that wants more than its group may have.",
    ],
    why: "The limit of a control group is no wish. The kernel refuses memory beyond it, and ends a process of the group where nothing can be taken back.",
    example: "box-limit: 16 GiB",
  },
  "copy-of-image": {
    title: "Two machines are said to have two images",
    because:
      "{name} says {said} beside an image of {whole} ({image}), as if it were copied; the lab says that the image is shared.",
    see: read,
    hints: [
      "Two machines start from one image. What has each of them for itself?",
      "{name} is what a machine takes beside its image. Is {said} what it has written since its start?",
      "Think again about line {line}: an overlay, or a layer, holds only what differs.",
    ],
    why: "Images are read by all who start from them and written to by none. Each machine has a layer of its own, which is empty at first.",
    example: "vm-image: 300 MiB\nvm-disk: 320 MiB",
  },
  "help-slows-down": {
    title: "Hardware help is said to be slower than none",
    because:
      "{prediction}-tcg says {tcg} without hardware help, {prediction}-kvm says {kvm} with it.",
    see: read,
    hints: [
      "Who executes an instruction of the guest: with hardware help, and without?",
      "Compare the two lines: which one has to be the larger factor?",
      "Think again about line {line}: without help each instruction is translated first.",
    ],
    why: "With hardware help the processor itself runs the guest's instructions. Without it a program translates them, which can only cost more.",
    example: "slowdown-tcg: 1\nslowdown-kvm: 30",
  },
  "factor-missed": {
    title: "Two predictions do not fit together",
    because:
      "{name} ({said}) is {times} times {other} ({theirs}), and the lab expects {wanted} times.",
    see: read,
    hints: [
      "What has {name} to pay for that {other} has not?",
      "The lab compares the two. Which of your two numbers would you change?",
      "Think again about lines {name} and {other}. Each may still be right by itself: a factor of ten is forgiven.",
    ],
    why: "Orders of magnitude are best checked against each other: a machine with a kernel of its own has more to start and more to hold than a process.",
    example: "box-memory: 5 MiB\nvm-memory: 5 MiB",
  },
  "image-is-whole-disk": {
    title: "The image is said to take all of its disk",
    because: "{name} says {said}, and {size} is what the machine sees of its disk.",
    see: read,
    hints: [
      "How much of the disk has ever been written to?",
      "The size that a machine sees, and what its image takes on the host, are two things.",
      "Think again about line {line}: a thin image holds what was written, and no more.",
    ],
    why: "A thin image grows with what is written. A disk that is nearly empty takes little, however large the machine believes it to be.",
    example: "vm-image: 4 GiB",
  },
};
