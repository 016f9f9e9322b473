"""Losses of a distillation by PyTorch, for TargetsTest: python3 distill_golden.py (torch 2.6.0)."""
import torch
import torch.nn.functional as F

z = torch.tensor([[0.3, -1.2, 2.0], [1.5, 0.2, -0.7], [-0.4, 0.9, 0.1]], dtype=torch.float64)
teacher = torch.tensor([[1.0, -2.0, 3.0], [0.5, 0.1, 0.4], [-3.0, 2.5, 0.0]], dtype=torch.float64)
w, t = 0.7, 2.5

# One label each: texts 0 and 1 have the labels 2 and 0, text 2 has none. The loss is the mean over the three texts.
soft = t * t * F.kl_div(F.log_softmax(z / t, -1), F.softmax(teacher / t, -1), reduction="sum") / 3
hard = F.cross_entropy(z[:2], torch.tensor([2, 0]), label_smoothing=0.1, reduction="sum") / 3
print("single", float(w * soft + (1 - w) * hard))

# Several labels: the mean over texts and labels.
p = torch.sigmoid(teacher / t)
q = torch.sigmoid(z / t)
soft = t * t * (p * (p / q).log() + (1 - p) * ((1 - p) / (1 - q)).log()).sum() / 9
wanted = torch.tensor([[0.0, 0.0, 1.0], [1.0, 1.0, 0.0]], dtype=torch.float64)
hard = F.binary_cross_entropy_with_logits(z[:2], wanted, reduction="sum") / 9
print("multi", float(w * soft + (1 - w) * hard))

# Numbers, standardised with mean 10 and deviation 4.
z1 = torch.tensor([0.3, 1.5, -0.4], dtype=torch.float64)
soft = F.mse_loss(z1, (torch.tensor([12.0, 18.0, 7.0], dtype=torch.float64) - 10) / 4)
hard = F.mse_loss(z1[:2], (torch.tensor([16.0, 9.0], dtype=torch.float64) - 10) / 4, reduction="sum") / 3
print("regression", float(w * soft + (1 - w) * hard))
