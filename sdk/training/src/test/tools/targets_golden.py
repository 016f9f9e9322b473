"""Prints the losses that TargetsTest compares with: python3 targets_golden.py, with torch 2.6."""
import torch
from torch.nn import functional as F

z = torch.tensor([[0.3, -1.2, 2.0], [1.5, 0.2, -0.7], [-0.4, 0.9, 0.1]], dtype=torch.float64)
w = torch.tensor([0.5, 2.0, 1.5], dtype=torch.float64)
y = torch.tensor([2, 0, 0])
m = torch.tensor([[1, 0, 1], [0, 0, 0], [0, 1, 0]], dtype=torch.float64)
print("plain", F.cross_entropy(z, y).item())
print("smoothing and weights", F.cross_entropy(z, y, weight=w, label_smoothing=0.1).item())
print("multi-label", F.binary_cross_entropy_with_logits(z, m, pos_weight=w).item())
