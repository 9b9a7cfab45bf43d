"""Trains the keyword network, lets it grow two dendrites on every layer, and exports it.

    python train.py WORDS.npz FOLDER

The network trains alone first; then, twice, every convolution and the linear layer gains one dendrite and all weights train
on together (the open, gradient-descent dendrites of the package perforatedai). Writes into FOLDER: keywords.onnx, and
keywords.npz with the test part, clips to calibrate with, and the trained network's own outputs.
"""
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

import argparse
import math
import os

import numpy as np
import torch
from perforatedai import globals_perforatedai as pai
from perforatedai import utils_perforatedai as pai_utils
from torch import nn

from network import Keywords

DENDRITE_COUNT = 2
EPOCHS_PER_STAGE = 40
BATCH = 128
LEARNING_RATE = 6e-3
CALIBRATION_COUNT = 128


def configure_dendrites():
    settings = pai.pc
    settings.set_device("cpu")
    settings.set_use_cuda(False)
    settings.set_max_dendrites(DENDRITE_COUNT)
    settings.set_pai_forward_function(torch.sigmoid)
    settings.set_module_names_to_perforate(["PAISequential", "Linear"])
    # A dendrite is added after a fixed number of epochs, and kept whatever the validation score says.
    settings.set_switch_mode(settings.DOING_FIXED_SWITCH)
    settings.set_fixed_switch_num(EPOCHS_PER_STAGE)
    settings.set_first_fixed_switch_num(EPOCHS_PER_STAGE)
    settings.set_retain_all_dendrites(True)
    settings.set_candidate_weight_initialization_multiplier(0.01)
    # Ask nothing, draw nothing, and do not stop early to try the machine's capacity.
    settings.set_testing_dendrite_capacity(False)
    settings.set_unwrapped_modules_confirmed(True)
    settings.set_configuration_confirmed(True)
    settings.set_weight_decay_accepted(True)
    settings.set_checked_skipped_modules(True)
    settings.set_silent(True)


def new_optimizer(network):
    optimizer = torch.optim.Adam(network.parameters(), lr=LEARNING_RATE)
    pai.pai_tracker.set_optimizer_instance(optimizer)
    return optimizer


def accuracy(network, x, labels):
    network.eval()
    with torch.no_grad():
        return (network(x).argmax(1) == labels).float().mean().item()


def augmented(x):
    """A batch with some noise, up to three frames earlier or later, and a span of frames blanked."""
    x = torch.roll(x, int(torch.randint(-3, 4, ())), 2) + 0.1 * torch.randn_like(x)
    start = int(torch.randint(0, x.shape[2] - 6, ()))
    x[:, :, start : start + int(torch.randint(0, 6, ()))] = 0
    return x


def train(network, data):
    """Trains through all stages: alone, with one dendrite, with two. Returns the network as it stands then."""
    network = pai_utils.perforate_model(network, save_name="keywords", maximizing_score=True, making_graphs=False)
    pai.pai_tracker.save_graphs = lambda *arguments, **options: None
    optimizer, loss, epoch, done = new_optimizer(network), nn.CrossEntropyLoss(label_smoothing=0.05), 0, False
    x, labels = data["train"]
    while not done:
        # The learning rate falls along a cosine within each stage.
        phase = min(1.0, epoch / EPOCHS_PER_STAGE)
        for group in optimizer.param_groups:
            group["lr"] = LEARNING_RATE * (0.02 + 0.98 * (1 + math.cos(math.pi * phase)) / 2)
        network.train()
        for batch in torch.randperm(len(x)).split(BATCH):
            optimizer.zero_grad()
            loss(network(augmented(x[batch])), labels[batch]).backward()
            optimizer.step()
        score = accuracy(network, *data["validation"])
        dendrites = int(pai.pai_tracker.member_vars["num_dendrites_added"])
        print(f"dendrites {dendrites} epoch {epoch} validation {score:.4f}", flush=True)
        epoch += 1
        if epoch == EPOCHS_PER_STAGE:
            print(f"dendrites {dendrites} test {accuracy(network, *data['test']):.4f}", flush=True)
        network, restructured, done = pai.pai_tracker.add_validation_score(score, network)
        if restructured and not done:
            optimizer, epoch = new_optimizer(network), 0
    return network


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", help="the .npz file that make_words.py wrote")
    parser.add_argument("folder", help="where to write keywords.onnx and keywords.npz")
    arguments = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)

    words = np.load(arguments.words)
    data = {
        part: (torch.tensor(words[f"x_{part}"].astype(np.float32))[:, None], torch.tensor(words[f"labels_{part}"]))
        for part in ("train", "validation", "test")
    }
    configure_dendrites()
    network = train(Keywords(len(words["classes"])), data)
    network = pai_utils.prepare_final_model(network).eval()

    x, labels = data["test"]
    parameter_count = sum(parameter.numel() for parameter in network.parameters())
    print(f"{parameter_count} parameters, test accuracy {accuracy(network, x, labels):.4f} on {len(x)} clips")

    os.makedirs(arguments.folder, exist_ok=True)
    path = os.path.join(arguments.folder, "keywords")
    torch.onnx.export(
        network, x[:1], path + ".onnx", input_names=["mfcc"], output_names=["logits"], opset_version=17, dynamo=False
    )
    with torch.no_grad():
        outputs = network(x).numpy()
    np.savez_compressed(
        path + ".npz",
        x=words["x_test"][:, None],
        labels=words["labels_test"].astype(np.uint8),
        x_calibration=words["x_train"][:CALIBRATION_COUNT, None],
        classes=words["classes"],
        float_outputs=outputs,
    )


if __name__ == "__main__":
    main()
