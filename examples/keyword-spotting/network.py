"""The network before it grows dendrites: three convolutions and a linear layer."""
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

from perforatedai import globals_perforatedai as pai
from torch import nn


class Keywords(nn.Module):
    """[1, 1, 49, 10] MFCC in, one logit per class out."""

    def __init__(self, class_count):
        super().__init__()

        # A convolution and its batch norm get their dendrites as one: each dendrite has a batch norm of its own.
        def convolution(inputs, outputs, kernel, **geometry):
            layers = [nn.Conv2d(inputs, outputs, kernel, bias=False, **geometry), nn.BatchNorm2d(outputs)]
            return pai.PAISequential(layers)

        self.conv1 = convolution(1, 8, (5, 3), stride=(2, 1), padding=(2, 1))
        self.conv2 = convolution(8, 12, 3, padding=1)
        self.conv3 = convolution(12, 20, 3, padding=1)
        self.classify = nn.Linear(20, class_count)
        self.pool = nn.MaxPool2d(2)
        self.activation = nn.ReLU()
        self.mean = nn.AdaptiveAvgPool2d(1)

    def forward(self, x):
        x = self.pool(self.activation(self.conv1(x)))
        x = self.pool(self.activation(self.conv2(x)))
        x = self.activation(self.conv3(x))
        return self.classify(self.mean(x).flatten(1))
